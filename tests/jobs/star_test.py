"""orrery run star: steps joined by queues, in Node and Python."""
import http.server
import json
import os
import threading
import unittest

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
        self.assertIn('the steps are plan, work, quiet', said)

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
        self.assertGreater(len(requests), 15)
