"""State machines that live through a kill of the emulator, and hours that pass in no time."""
import json
import time
import unittest
import urllib.request

import orrery

ROLE = 'arn:aws:iam::000000000000:role/states'
DONE = {'Type': 'Pass', 'End': True}


def wait_s(seconds):
    return {'StartAt': 'Wait', 'States': {'Wait': {'Type': 'Wait', 'Seconds': seconds, 'Next': 'Done'}, 'Done': DONE}}


class Machines(unittest.TestCase):
    options = ()

    def setUp(self):
        self.directory = orrery.Directory()
        self.emulator = orrery.Emulator(self.directory.path('data'), *self.options)

    def tearDown(self):
        self.emulator.stop()
        self.directory.cleanup()

    def states(self, operation, **members):
        return self.emulator.call('states', f'AWSStepFunctions.{operation}', members)

    def start(self, definition, machine='machine', data=None):
        arn = self.states('CreateStateMachine', name=machine, roleArn=ROLE,
                          definition=json.dumps(definition))['stateMachineArn']
        return self.states('StartExecution', stateMachineArn=arn, input=json.dumps(data or {}))['executionArn']

    def events(self, execution):
        events, token = [], {}
        while True:
            page = self.states('GetExecutionHistory', executionArn=execution, maxResults=1000, **token)
            events += page['events']
            if 'nextToken' not in page:
                return events
            token = {'nextToken': page['nextToken']}

    def types(self, execution):
        return [event['type'] for event in self.events(execution)]

    def reaches(self, execution, kind, count=1):
        orrery.wait_until(kind, lambda: self.types(execution).count(kind) >= count)

    def end(self, execution):
        orrery.wait_until('the end', lambda: self.states('DescribeExecution', executionArn=execution)['status'] !=
                          'RUNNING')
        described = self.states('DescribeExecution', executionArn=execution)
        return described['status'], json.loads(described.get('output', 'null'))

    def kill(self):
        self.emulator.kill()
        self.emulator.start()


class Kills(Machines):
    def test_a_parallel_goes_on_where_its_branches_were(self):
        execution = self.start({'StartAt': 'Both', 'States': {'Both': {
            'Type': 'Parallel', 'Branches': [wait_s(2), {'StartAt': 'Pass', 'States': {'Pass': DONE}}], 'End': True}}},
            data={'n': 1})
        self.reaches(execution, 'WaitStateEntered')
        self.reaches(execution, 'PassStateExited')
        before = self.events(execution)
        self.kill()
        self.assertEqual(before, self.events(execution)[:len(before)])
        self.assertEqual(('SUCCEEDED', [{'n': 1}, {'n': 1}]), self.end(execution))
        self.assertEqual(1, self.types(execution).count('ParallelStateStarted'))
        self.assertEqual(2, self.types(execution).count('PassStateExited'))

    def test_a_map_goes_on_with_the_items_it_had_left(self):
        execution = self.start({'StartAt': 'All', 'States': {'All': {
            'Type': 'Map', 'MaxConcurrency': 2, 'ItemsPath': '$.items', 'ItemProcessor': wait_s(1), 'End': True}}},
            data={'items': [1, 2, 3, 4]})
        self.reaches(execution, 'MapIterationSucceeded', 1)
        self.kill()
        self.assertEqual(('SUCCEEDED', [1, 2, 3, 4]), self.end(execution))
        self.assertEqual(4, self.types(execution).count('MapIterationStarted'))
        self.assertEqual(4, self.types(execution).count('MapIterationSucceeded'))

    def test_a_task_token_is_still_good(self):
        queue = self.emulator.call('sqs', 'AmazonSQS.CreateQueue', {'QueueName': 'work'})['QueueUrl']
        execution = self.start({'StartAt': 'Ask', 'States': {'Ask': {
            'Type': 'Task', 'Resource': 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
            'Parameters': {'QueueUrl': queue, 'MessageBody': {'token.$': '$$.Task.Token'}}, 'End': True}}})
        self.reaches(execution, 'TaskSubmitted')
        message = self.emulator.call('sqs', 'AmazonSQS.ReceiveMessage', {'QueueUrl': queue, 'WaitTimeSeconds': 5})
        token = json.loads(message['Messages'][0]['Body'])['token']
        self.kill()
        self.assertEqual('RUNNING', self.states('DescribeExecution', executionArn=execution)['status'])
        self.states('SendTaskSuccess', taskToken=token, output='{"ok":true}')
        self.assertEqual(('SUCCEEDED', {'ok': True}), self.end(execution))
        self.assertEqual(1, self.types(execution).count('TaskScheduled'))


class Hours(Machines):
    options = ('--clock', 'auto')

    def test_waits_of_hours_and_retries_of_minutes_take_no_time(self):
        began = time.monotonic()
        execution = self.start({'StartAt': 'Wait', 'States': {
            'Wait': {'Type': 'Wait', 'Seconds': 7200, 'Next': 'Try'},
            'Try': {'Type': 'Task', 'Resource': 'arn:aws:states:::lambda:invoke',
                    'Parameters': {'FunctionName': 'nobody'}, 'Next': 'Done',
                    'Retry': [{'ErrorEquals': ['States.ALL'], 'IntervalSeconds': 60, 'BackoffRate': 2}],
                    'Catch': [{'ErrorEquals': ['States.ALL'], 'ResultPath': '$.error', 'Next': 'Done'}]},
            'Done': DONE}})
        status, _ = self.end(execution)
        took = time.monotonic() - began
        self.assertEqual('SUCCEEDED', status)
        events = self.events(execution)
        passed = events[-1]['timestamp'] - events[0]['timestamp']
        self.assertGreaterEqual(passed, 7200 + 60 + 120 + 240)
        self.assertEqual(4, [event['type'] for event in events].count('TaskScheduled'))
        self.assertLess(took, 60)  # a fraction of a second, where nobody else needs the machine


class Mocked(Machines):
    """Test cases of Step Functions Local, as AWS's guide has them."""
    throw = {'Throw': {'Error': 'Lambda.ResourceNotReadyException', 'Cause': 'not yet'}}
    mocks = {'StateMachines': {'greeter': {'TestCases': {'Retried': {'Greet': 'Slowly'}}}},
             'MockedResponses': {'Slowly': {'0-1': throw, '2': {'Return': {'Payload': 'hello'}}}}}

    def setUp(self):
        self.directory = orrery.Directory()
        file = self.directory.path('MockConfigFile.json')
        with open(file, 'w') as out:
            json.dump(self.mocks, out)
        self.emulator = orrery.Emulator(self.directory.path('data'), '--clock', 'auto', '--mock-config', file)

    def test_a_test_case_answers_for_a_function_that_is_not_there(self):
        machine = self.states('CreateStateMachine', name='greeter', roleArn=ROLE, definition=json.dumps({
            'StartAt': 'Greet', 'States': {'Greet': {
                'Type': 'Task', 'Resource': 'arn:aws:states:::lambda:invoke', 'End': True, 'OutputPath': '$.Payload',
                'Parameters': {'FunctionName': 'nobody'},
                'Retry': [{'ErrorEquals': ['States.ALL'], 'IntervalSeconds': 60}]}}}))['stateMachineArn']
        execution = self.states('StartExecution', stateMachineArn=machine + '#Retried')['executionArn']
        self.assertEqual(('SUCCEEDED', 'hello'), self.end(execution))
        self.assertEqual(2, self.types(execution).count('TaskFailed'))


class Distributed(Machines):
    """Items from S3, some of which fail, within what is tolerated."""

    def test_a_distributed_map_over_an_object_in_three_formats(self):
        count = 300
        rows = [{'id': n, 'fails': n % 100 < 3} for n in range(count)]
        formats = {'JSON': json.dumps(rows), 'JSONL': '\n'.join(json.dumps(row) for row in rows),
                   'CSV': 'id,fails\n' + '\n'.join(f'{row["id"]},{str(row["fails"]).lower()}' for row in rows)}
        self.s3('PUT', 'items')
        self.s3('PUT', 'results')
        for kind, body in formats.items():
            with self.subTest(format=kind):
                self.s3('PUT', f'items/{kind}', body.encode())
                self.check(kind, count)

    def s3(self, method, path, body=None):
        request = urllib.request.Request(f'{self.emulator.endpoint}/{path}', body, {
            'Content-Type': 'application/octet-stream',
            'Authorization': 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, '
                             'Signature=0'}, method=method)
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.read()

    def check(self, kind, count):
        config = {'InputType': kind, **({'CSVHeaderLocation': 'FIRST_ROW'} if kind == 'CSV' else {})}
        fails = {'Variable': '$.fails', 'StringEquals': 'true'} if kind == 'CSV' else {
            'Variable': '$.fails', 'BooleanEquals': True}
        execution = self.start({'StartAt': 'All', 'States': {'All': {
            'Type': 'Map', 'MaxConcurrency': 1000, 'ToleratedFailurePercentage': 5,
            'ItemReader': {'Resource': 'arn:aws:states:::s3:getObject', 'ReaderConfig': config,
                           'Parameters': {'Bucket': 'items', 'Key': kind}},
            'ResultWriter': {'Resource': 'arn:aws:states:::s3:putObject',
                             'Parameters': {'Bucket': 'results', 'Prefix': kind}},
            'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': 'STANDARD'},
                              'StartAt': 'Bad?', 'States': {
                                  'Bad?': {'Type': 'Choice', 'Choices': [{**fails, 'Next': 'Bad'}], 'Default': 'Good'},
                                  'Bad': {'Type': 'Fail', 'Error': 'Bad'}, 'Good': DONE}},
            'End': True}}}, machine=f'all-{kind}')
        status, output = self.end(execution)
        self.assertEqual('SUCCEEDED', status)
        run = self.states('DescribeMapRun', mapRunArn=output['MapRunArn'])
        bad = count * 3 // 100
        self.assertEqual((count, count - bad, bad), tuple(run['itemCounts'][name]
                                                          for name in ('total', 'succeeded', 'failed')))
        details = output['ResultWriterDetails']
        manifest = json.loads(self.s3('GET', f'{details["Bucket"]}/{details["Key"]}'))
        self.assertEqual(1, len(manifest['ResultFiles']['SUCCEEDED']))
        self.assertEqual(1, len(manifest['ResultFiles']['FAILED']))
