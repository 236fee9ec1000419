"""Queues and streams to functions: how soon, how fast, and what a kill -9 leaves.

ORRERY_FULL=1 runs the sizes that the issue names; without it they are small.
"""
import base64
import io
import json
import os
import statistics
import time
import unittest
import urllib.error
import urllib.request
import zipfile

import orrery

FULL = os.environ.get('ORRERY_FULL') == '1'
ACCOUNT = '000000000000'

# Says how long each message was on its way.
TIMER = '''
import json, time
def handler(event, context):
    now = time.time()
    print('TOOK ' + json.dumps([now - float(record['body']) for record in event['Records']]))
'''
SLEEPER = '''
import time
def handler(event, context):
    time.sleep(10)
'''
QUIET = '''
def handler(event, context):
    pass
'''
SAYER = '''
import base64, time
def handler(event, context):
    time.sleep(0.02)
    for record in event['Records']:
        print('SAW ' + (record['body'] if 'body' in record else base64.b64decode(record['kinesis']['data']).decode()))
'''


def package(source):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, 'w') as file:
        file.writestr('handler.py', source)
    return base64.b64encode(archive.getvalue()).decode()


class Cloud:
    """What a test does with an emulator."""

    def __init__(self, emulator):
        self.emulator = emulator

    def lambda_(self, method, path, body=None):
        request = urllib.request.Request(self.emulator.endpoint + path, body and json.dumps(body).encode(), {
            'Content-Type': 'application/json',
            'Authorization': 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/lambda/aws4_request, '
                             'SignedHeaders=host, Signature=0'}, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read() or b'null')

    def sqs(self, operation, **members):
        return self.emulator.call('sqs', 'AmazonSQS.' + operation, members)

    def queue(self, name, **attributes):
        return self.sqs('CreateQueue', QueueName=name, Attributes=attributes)['QueueUrl']

    def function(self, name, source, timeout=5):
        self.lambda_('POST', '/2015-03-31/functions', {
            'FunctionName': name, 'Runtime': 'python3.12', 'Handler': 'handler.handler', 'Timeout': timeout,
            'Role': f'arn:aws:iam::{ACCOUNT}:role/r', 'Code': {'ZipFile': package(source)}})

    def map(self, function, source, **members):
        self.lambda_('POST', '/2015-03-31/event-source-mappings',
                     {'FunctionName': function, 'EventSourceArn': source, **members})

    def map_queue(self, function, name, **members):
        self.map(function, f'arn:aws:sqs:us-east-1:{ACCOUNT}:{name}', **members)

    def said(self, function, word):
        """What the function printed after `word`, line by line."""
        lines, token = [], None
        while True:
            try:
                page = self.emulator.call('logs', 'Logs_20140328.FilterLogEvents', {
                    'logGroupName': '/aws/lambda/' + function, **({'nextToken': token} if token else {})}, '1.1')
            except urllib.error.HTTPError:  # it has not said anything yet
                return []
            lines += [event['message'].strip()[len(word):].strip() for event in page['events']
                      if event['message'].startswith(word)]
            token = page.get('nextToken')
            if not token:
                return lines

    def left(self, queue):
        counts = self.sqs('GetQueueAttributes', QueueUrl=queue, AttributeNames=['All'])['Attributes']
        return sum(int(counts[name]) for name in counts if name.startswith('ApproximateNumberOf'))


def send_batch(cloud, queue, bodies):
    cloud.sqs('SendMessageBatch', QueueUrl=queue,
              Entries=[{'Id': str(number), 'MessageBody': body} for number, body in enumerate(bodies)])


class Mappings(unittest.TestCase):
    def setUp(self):
        self.directory = orrery.Directory()
        self.emulator = orrery.Emulator(self.directory.path('data'))
        self.cloud = Cloud(self.emulator)

    def tearDown(self):
        self.emulator.stop()
        self.directory.cleanup()

    def times(self, count):
        for _ in range(count):
            self.cloud.sqs('SendMessage', QueueUrl=self.timed, MessageBody=str(time.time()))
            time.sleep(0.005)
        orrery.wait_until('all messages gone', lambda: self.cloud.left(self.timed) == 0,
                          tell=self.emulator.tally)
        return [took * 1000 for line in self.cloud.said('timer', 'TOOK') for took in json.loads(line)][-count:]

    def test_a_message_reaches_a_warm_handler_in_milliseconds_also_beside_slow_ones(self):
        count = 500 if FULL else 100
        cloud = self.cloud
        self.timed, slow = cloud.queue('timed'), cloud.queue('slow')
        cloud.function('timer', TIMER)
        cloud.map_queue('timer', 'timed', BatchSize=1)
        self.times(20)  # the first ones start processes
        alone = self.times(count)
        cloud.function('sleeper', SLEEPER, 15)
        cloud.map_queue('sleeper', 'slow', BatchSize=1)
        send_batch(cloud, slow, ['x'] * 5)
        orrery.wait_until('the slow ones begin', lambda: len(cloud.said('sleeper', 'START')) == 5,
                          tell=self.emulator.tally)
        beside = self.times(count)
        for name, found in (('alone', alone), ('beside handlers of 10 s', beside)):
            ordered = sorted(found)
            print(f'\n    send to handler, {name}: p50 {statistics.median(found):.2f} ms, '
                  f'p99 {ordered[int(len(ordered) * 0.99)]:.2f} ms ', end='')
            # Beside other tests a process waits for its turn; a poller that sleeps would still be found out.
            self.assertLess(statistics.median(found), 5 if FULL else 250)

    def test_a_backlog_drains_as_fast_as_the_function_takes_it(self):
        count = 10_000 if FULL else 1_000
        cloud = self.cloud
        queue = cloud.queue('backlog')
        cloud.function('quiet', QUIET)
        for _ in range(count // 10):
            send_batch(cloud, queue, ['x'] * 10)
        begun = time.monotonic()
        cloud.map_queue('quiet', 'backlog', BatchSize=10)
        orrery.wait_until('an empty queue', lambda: cloud.left(queue) == 0, 120, self.emulator.tally)
        took = time.monotonic() - begun
        print(f'\n    {count} messages in batches of 10: {took:.2f} s, {count / took:.0f}/s ', end='')
        self.assertLess(took, count / (200 if FULL else 20))

    def test_kill_9_loses_no_message_that_was_acknowledged(self):
        rounds = 20 if FULL else 3
        cloud = self.cloud
        queue = cloud.queue('load', VisibilityTimeout='5')
        cloud.function('sayer', SAYER)
        cloud.map_queue('sayer', 'load', BatchSize=5)
        acknowledged = []
        for number in range(rounds):
            end = time.monotonic() + 0.7
            while time.monotonic() < end:
                bodies = [f'{number}-{len(acknowledged) + each}' for each in range(10)]
                send_batch(cloud, queue, bodies)
                acknowledged += bodies
            self.emulator.kill()
            self.emulator.start()

        def tell():
            return f"{self.emulator.tally()} {cloud.said('sayer', '')[-30:]}"

        orrery.wait_until('an empty queue', lambda: cloud.left(queue) == 0, 120, tell)
        orrery.wait_until('all of it said', lambda: set(acknowledged) <= set(cloud.said('sayer', 'SAW')), tell=tell)
        print(f'\n    {rounds} kills, {len(acknowledged)} messages, '
              f'{len(cloud.said("sayer", "SAW")) - len(acknowledged)} seen again ', end='')

    def test_a_kinesis_stream_reaches_its_function_in_the_order_of_each_key(self):
        cloud = self.cloud

        def kinesis(operation, **members):
            return self.emulator.call('kinesis', 'Kinesis_20131202.' + operation, members, '1.1')

        kinesis('CreateStream', StreamName='s', ShardCount=2)
        orrery.wait_until('an active stream', lambda: kinesis(
            'DescribeStreamSummary', StreamName='s')['StreamDescriptionSummary']['StreamStatus'] == 'ACTIVE')
        arn = kinesis('DescribeStreamSummary', StreamName='s')['StreamDescriptionSummary']['StreamARN']
        cloud.function('sayer', SAYER)
        cloud.map('sayer', arn, StartingPosition='TRIM_HORIZON', BatchSize=10, ParallelizationFactor=3)
        expected = []
        for number in range(60):
            key = f'key{number % 7}'
            kinesis('PutRecord', StreamName='s', PartitionKey=key,
                    Data=base64.b64encode(f'{key} {number}'.encode()).decode())
            expected.append((key, str(number)))
        orrery.wait_until('all records', lambda: len(cloud.said('sayer', 'SAW')) == len(expected),
                          tell=self.emulator.tally)
        seen = [tuple(line.split()) for line in cloud.said('sayer', 'SAW')]
        self.assertEqual(sorted(expected), sorted(seen))
        for key in {key for key, _ in expected}:
            self.assertEqual([pair for pair in expected if pair[0] == key], [pair for pair in seen if pair[0] == key])


if __name__ == '__main__':
    unittest.main()
