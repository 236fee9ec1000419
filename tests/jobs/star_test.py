"""orrery run star: steps joined by queues, in Node and Python."""
import base64
import http.server
import json
import os
import threading
import unittest
import urllib.request

import orrery

EXAMPLES = os.path.join(orrery.ROOT, 'functions', 'star', 'examples')

PROJECT = '''
service: sums
provider: {name: aws, runtime: %s, timeout: 5, memorySize: 256}
star:
  name: sums
  plan: {handler: steps.plan}
  work: {handler: steps.work, maxReceives: 2}
  quiet: {handler: steps.quiet, ignoreErrors: true, function: {events: [{sqs: null, batchSize: 1}]}}
'''

HANDLERS = {
    'nodejs20.x': ('steps.js', '''
exports.plan = async ({ items }, generate) => {
  for (let item = 0; item < items; item += 1) generate('work', { item });
};
exports.work = ({ item }, generate) => {
  if (item % 10 === 3) throw new Error(`item ${item} fails`);
  generate('quiet', { item });
};
exports.quiet = async ({ item }) => { if (item % 2) throw new Error('odd'); };
'''),
    'python3.12': ('steps.py', '''
def plan(data, generate):
    for item in range(data["items"]):
        generate("work", {"item": item})

def work(data, generate):
    if data["item"] % 10 == 3:
        raise ValueError("fails")
    generate("quiet", data)

async def quiet(data, generate):
    if data["item"] % 2:
        raise ValueError("odd")
'''),
}


def run_star(directory, step, data, *options):
    return orrery.run('run', 'star', directory, '--step', step, '--data', json.dumps(data), '--timeout', '90', *options)


def put_object(emulator, path, body=b''):
    request = urllib.request.Request(f'{emulator.endpoint}/{path}', body, {
        'Authorization': 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, '
                         'Signature=0'}, method='PUT')
    urllib.request.urlopen(request, timeout=20).close()


def stream_content(emulator, name):
    def call(operation, body):
        return emulator.call('kinesis', f'Kinesis_20131202.{operation}', body, '1.1')

    found = []
    for shard in call('ListShards', {'StreamName': name})['Shards']:
        answer = {'NextShardIterator': call('GetShardIterator', {
            'StreamName': name, 'ShardId': shard['ShardId'], 'ShardIteratorType': 'TRIM_HORIZON'})['ShardIterator'],
            'MillisBehindLatest': 1}
        while answer['MillisBehindLatest'] > 0:
            answer = call('GetRecords', {'ShardIterator': answer['NextShardIterator'], 'Limit': 1000})
            found += [base64.b64decode(record['Data']).decode() for record in answer['Records']]
    return found


class Star(unittest.TestCase):
    def project(self, directory, runtime):
        name, source = HANDLERS[runtime]
        with open(directory.path('serverless.yml'), 'w') as file:
            file.write(PROJECT % runtime)
        with open(directory.path(name), 'w') as file:
            file.write(source)
        return directory.name

    def test_failed_messages_and_only_they_end_as_dead_letters(self):
        for runtime in HANDLERS:
            with self.subTest(runtime=runtime), orrery.Directory() as directory:
                code, summary, said = run_star(self.project(directory, runtime), 'plan', {'items': 40}, '--clock', 'auto')
                self.assertEqual(1, code, said)
                self.assertEqual(4, summary['deadLetters'], summary)
                self.assertEqual(36, summary['steps']['quiet']['invocations'])
                self.assertEqual(0, summary['steps']['quiet']['deadLetters'])

    def test_a_step_that_does_not_exist_is_named(self):
        with orrery.Directory() as directory:
            code, _, said = run_star(self.project(directory, 'nodejs20.x'), 'absent', {})
        self.assertEqual(1, code)
        self.assertRegex(said, r"sums-generate failed: \w+: .*the steps are plan, work, quiet.*\n +at ")

    def test_the_replay_example_puts_every_line_of_the_archive_into_the_stream(self):
        with orrery.Directory() as directory:
            emulator = orrery.Emulator(directory.path('data'))
            self.addCleanup(emulator.stop)
            put_object(emulator, 'archive')
            lines = [f'{file}/{line}' for file in range(12) for line in range(100 * file)]
            for file in range(12):
                text = '\n'.join(line for line in lines if line.startswith(f'{file}/'))
                put_object(emulator, f'archive/2026/{file}.log', text.encode())
            put_object(emulator, 'archive/2025/old.log', b'old')
            code, summary, said = run_star(os.path.join(EXAMPLES, 'replay'), 'plan',
                                           {'bucket': 'archive', 'prefix': '2026/'}, '--endpoint', emulator.endpoint)
            self.assertEqual(0, code, said)
            self.assertEqual(12, summary['steps']['execute']['invocations'], summary)
            self.assertEqual(sorted(lines), sorted(stream_content(emulator, 'replay-out')))

    def test_the_load_example_sends_its_requests(self):
        requests = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                requests.append(self.path)
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_):
                pass

        with http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            code, summary, said = run_star(os.path.join(EXAMPLES, 'generate-load'), 'plan', {
                'url': f'http://127.0.0.1:{server.server_address[1]}/', 'workers': 3, 'requestsPerSecond': 30,
                'seconds': 1})
            server.shutdown()
        self.assertEqual(0, code, said)
        self.assertEqual(3, summary['steps']['work']['invocations'])
        self.assertEqual(30, len(requests))
