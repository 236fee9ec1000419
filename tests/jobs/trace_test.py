"""orrery trace, and what the console reads: jobs that users start themselves, seen afterwards."""
import base64
import io
import json
import os
import subprocess
import unittest
import urllib.error
import urllib.parse
import urllib.request
import zipfile

import orrery

HANDLER = """
import time
def handler(event, context):
    if event.get("fail"):
        raise ValueError("on purpose")
    time.sleep(0.05)
    return "done"
"""
MACHINE = {'StartAt': 'Both', 'States': {'Both': {
    'Type': 'Parallel', 'End': True, 'Branches': [
        {'StartAt': 'Work', 'States': {'Work': {'Type': 'Task', 'Resource': 'FUNCTION', 'End': True}}},
        {'StartAt': 'Rest', 'States': {'Rest': {'Type': 'Wait', 'Seconds': 1, 'End': True}}}]}}}


def zipped(text):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, 'w') as archive:
        archive.writestr('app.py', text)
    return base64.b64encode(buffer.getvalue()).decode()


class TraceTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = orrery.Directory()
        cls.emulator = orrery.Emulator(cls.directory.path('data'))
        role, function = 'arn:aws:iam::000000000000:role/r', 'arn:aws:lambda:us-east-1:000000000000:function:worker'
        cls.request('POST', '/2015-03-31/functions', 'lambda', json.dumps({
            'FunctionName': 'worker', 'Runtime': 'python3.12', 'Handler': 'app.handler', 'Role': role,
            'Code': {'ZipFile': zipped(HANDLER)}}))
        cls.machine = cls.emulator.call('states', 'AWSStepFunctions.CreateStateMachine', {
            'name': 'both', 'roleArn': role,
            'definition': json.dumps(MACHINE).replace('FUNCTION', function)})['stateMachineArn']
        cls.request('PUT', '/box', 's3')
        cls.request('PUT', '/box?notification', 's3', (
            f'<NotificationConfiguration><CloudFunctionConfiguration><CloudFunction>{function}</CloudFunction>'
            '<Event>s3:ObjectCreated:*</Event></CloudFunctionConfiguration></NotificationConfiguration>'))

    @classmethod
    def tearDownClass(cls):
        cls.emulator.stop()
        cls.directory.cleanup()

    @classmethod
    def request(cls, method, path, service, text=''):
        request = urllib.request.Request(cls.emulator.endpoint + path, text.encode(), method=method, headers={
            'Content-Type': 'application/json',
            'Authorization': f'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/{service}/aws4_request, '
                             'SignedHeaders=host, Signature=0'})
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.read()

    def control(self, path):
        with urllib.request.urlopen(self.emulator.endpoint + '/_orrery/' + path, timeout=20) as answer:
            return json.load(answer)

    def trace(self, *arguments, code=0):
        done = subprocess.run([orrery.PROGRAM, 'trace', *arguments], capture_output=True, text=True, timeout=60,
                              env={**os.environ, 'AWS_ENDPOINT_URL': self.emulator.endpoint})
        self.assertEqual(code, done.returncode, done.stderr)
        return done.stderr if code else done.stdout

    def job(self, began_with, **wanted):
        """The newest job that began like that, once it has what is wanted and has ended."""
        found = []

        def ended():
            found[:] = [job for job in self.control('traces')['traces']
                        if job['beganWith'] == began_with and job['open'] == 0 and job['invocations'] > 0
                        and all(job[name] == value for name, value in wanted.items())]
            return bool(found)
        orrery.wait_until(began_with, ended)
        return found[0]

    def test_an_object_and_the_function_it_sets_off_are_one_job(self):
        self.request('PUT', '/box/key', 's3', 'x')
        job = self.job('s3 PutObject box')
        graph = self.control('traces/' + job['trace'])['graph']
        self.assertEqual({('client', 'box'), ('box', 'worker')},
                         {(edge['from']['name'], edge['to']['name']) for edge in graph})

    def test_a_message_belongs_to_the_job_of_who_sent_it_and_does_not_show_it(self):
        def sns(**members):
            return self.request('POST', '/?' + urllib.parse.urlencode(members), 'sns')

        topic, box = 'arn:aws:sns:us-east-1:000000000000:news', 'arn:aws:sqs:us-east-1:000000000000:'
        sns(Action='CreateTopic', Name='news')
        for queue in ('work', 'look'):
            self.emulator.call('sqs', 'AmazonSQS.CreateQueue', {'QueueName': queue})
            sns(Action='Subscribe', TopicArn=topic, Protocol='sqs', Endpoint=box + queue)
        self.request('POST', '/2015-03-31/event-source-mappings', 'lambda', json.dumps(
            {'FunctionName': 'worker', 'EventSourceArn': box + 'work'}))
        sns(Action='Publish', TopicArn=topic, Message='x')
        job = self.job('sns Publish news', invocations=1)
        graph = self.control('traces/' + job['trace'])['graph']
        self.assertLessEqual({('client', 'news'), ('news', 'work'), ('work', 'worker')},
                             {(edge['from']['name'], edge['to']['name']) for edge in graph})
        seen = self.emulator.call('sqs', 'AmazonSQS.ReceiveMessage', {
            'QueueUrl': self.emulator.endpoint + '/000000000000/look', 'AttributeNames': ['All']})
        self.assertNotIn('AWSTraceHeader', seen['Messages'][0]['Attributes'])
        self.assertNotIn('OrreryTrace', seen['Messages'][0])

    def test_a_record_of_a_stream_belongs_to_the_job_of_who_wrote_it(self):
        def kinesis(operation, **members):
            return self.emulator.call('kinesis', 'Kinesis_20131202.' + operation, members, '1.1')

        kinesis('CreateStream', StreamName='river', ShardCount=1)
        self.request('POST', '/2015-03-31/event-source-mappings', 'lambda', json.dumps(
            {'FunctionName': 'worker', 'EventSourceArn': 'arn:aws:kinesis:us-east-1:000000000000:stream/river',
             'StartingPosition': 'TRIM_HORIZON'}))
        kinesis('PutRecord', StreamName='river', PartitionKey='p', Data='eA==')
        job = self.job('kinesis PutRecord river', invocations=1)
        graph = self.control('traces/' + job['trace'])['graph']
        self.assertEqual({('client', 'river'), ('river', 'worker')},
                         {(edge['from']['name'], edge['to']['name']) for edge in graph})

    def test_a_state_machine_is_told_with_its_critical_path(self):
        self.emulator.call('states', 'AWSStepFunctions.StartExecution', {'stateMachineArn': self.machine})
        job = self.job('states StartExecution both', transitions=3)
        picture = self.control('traces/' + job['trace'])
        self.assertEqual(picture['wallUs'], sum(segment['tookUs'] for segment in picture['path']))
        longest = max(picture['steps'], key=lambda step: step['tookUs'])
        self.assertEqual('both: Rest', longest['label'])
        self.assertEqual(1, picture['report']['functions']['worker']['invocations'])
        shown = self.trace(job['trace'])
        for words in ('critical path', 'both: Rest', 'on AWS', 'function', 'worker'):
            self.assertIn(words, shown)
        self.assertIn('└ worker', self.trace('--tree', job['trace'][-12:]))
        self.assertEqual(picture['path'], json.loads(self.trace('--json', job['trace']))['path'])

    def test_failures_are_counted_and_listed(self):
        self.request('POST', '/2015-03-31/functions/worker/invocations', 'lambda', '{"fail": true}')
        job = self.job('lambda Invoke worker', failed=1)
        self.assertIn(job['trace'], self.trace())

    def test_a_journal_that_was_kept_is_read_without_an_emulator(self):
        lines = [{'number': 2, 'parent': 1, 'kind': 'invocation', 'service': 'lambda', 'operation': 'Invoke',
                  'resource': 'kept', 'trace': '1-2-3', 'micros': 1_000_100, 'took_us': 500, 'outcome': 'ok'},
                 {'number': 1, 'kind': 'call', 'service': 'lambda', 'operation': 'Invoke', 'resource': 'kept',
                  'trace': '1-2-3', 'micros': 1_000_000, 'took_us': 1000, 'outcome': 'ok'}]
        path = self.directory.path('kept')
        with open(path, 'w') as file:
            file.writelines(json.dumps(line) + '\n' for line in lines)
        self.assertIn('lambda Invoke kept', self.trace('--journal', path))
        self.assertIn('critical path, 1.00 ms', self.trace('--journal', path, '1-2'))
        self.assertIn('there is no trace nothing', self.trace('nothing', '--journal', path, code=1))

    def test_perfetto_gets_its_file(self):
        self.request('POST', '/2015-03-31/functions/worker/invocations', 'lambda', '{}')
        job = self.job('lambda Invoke worker', failed=0)
        self.trace(job['trace'], '--perfetto', self.directory.path('events'))
        with open(self.directory.path('events')) as file:
            events = json.load(file)['traceEvents']
        self.assertEqual({'M', 'X', 's', 'f'}, {event['ph'] for event in events})

    def test_what_is_not_there_is_said(self):
        self.assertIn('there is no trace nothing', self.trace('nothing', code=1))

    def test_the_list_tells_what_changed_and_looking_leaves_no_line(self):
        self.request('PUT', '/box/other', 's3', 'x')
        self.job('s3 PutObject box')
        orrery.wait_until('logs are written', lambda: self.quiet())
        first = self.control('traces')
        resources = self.control('resources')
        for kind, name in (('functions', 'worker'), ('buckets', 'box'), ('machines', 'both')):
            self.assertIn(name, [one['name'] for one in resources[kind]])
        again = self.control(f'traces?after={first["revision"]}')
        self.assertEqual(([], first['revision']), (again['traces'], again['revision']))

    def quiet(self):
        before = self.control('traces')['revision']
        self.control('health')
        return self.control('traces')['revision'] == before

    def test_the_page_is_served_with_a_strict_policy(self):
        with urllib.request.urlopen(self.emulator.endpoint + '/_orrery', timeout=20) as page:
            self.assertTrue(page.url.endswith('/_orrery/'))
            self.assertIn("default-src 'none'", page.headers['Content-Security-Policy'])
            text = page.read().decode()
        self.assertNotIn('://', text)  # nothing from elsewhere
        elsewhere = urllib.request.Request(self.emulator.endpoint + '/_orrery/traces', headers={
            'Origin': 'https://example.com'})
        with self.assertRaises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(elsewhere, timeout=20)
        self.assertEqual(403, refused.exception.code)
