"""The unaligned fan-in: orrery run fan-in, and the commands of its document through the AWS CLI."""
import os
import subprocess
import time
import unittest

import orrery

FUNCTIONS = os.path.join(orrery.ROOT, 'functions', 'fan_in')
STAGES = ('partitions_detector', 'partition_processor', 'table_creator')
ROLE = 'arn:aws:iam::000000000000:role/fan-in'
MACHINE = 'arn:aws:states:us-east-1:000000000000:stateMachine:fan_in'


class Command(unittest.TestCase):
    def test_results_keep_the_order_of_the_partitions_and_a_failure_is_data(self):
        code, summary, said = orrery.run('run', 'fan-in')
        self.assertEqual(0, code, said)
        self.assertEqual([True, False], summary['results'])
        self.assertFalse(summary['valid'])
        self.assertEqual(["event={'ProcessorResults': [True, False]}", 'Marking the job as partially valid'],
                         summary['log'])


class Document(unittest.TestCase):
    def setUp(self):
        self.directory = orrery.Directory()
        self.emulator = orrery.Emulator(self.directory.path('data'))

    def tearDown(self):
        self.emulator.stop()
        self.directory.cleanup()

    def command(self, *arguments):
        environment = dict(os.environ, AWS_ACCESS_KEY_ID='test', AWS_SECRET_ACCESS_KEY='test', AWS_PAGER='',
                           AWS_DEFAULT_REGION='us-east-1', AWS_ENDPOINT_URL=self.emulator.endpoint)
        done = subprocess.run(arguments, capture_output=True, text=True, timeout=60, env=environment, cwd=FUNCTIONS)
        self.assertEqual(0, done.returncode, f'{arguments}: {done.stderr}')
        return done.stdout

    def aws(self, *arguments):
        return self.command('aws', '--endpoint-url', self.emulator.endpoint, '--output', 'text', *arguments)

    def test_the_commands_work_line_by_line(self):
        for stage in STAGES:
            package = self.directory.path(f'{stage}.zip')
            self.command('python3', '-m', 'zipfile', '-c', package, f'{stage}.py')
            self.aws('lambda', 'create-function', '--function-name', stage, '--runtime', 'python3.8', '--handler',
                     f'{stage}.handler', '--zip-file', f'fileb://{package}', '--role', ROLE)
        self.aws('stepfunctions', 'delete-state-machine', '--state-machine-arn', MACHINE)
        self.aws('stepfunctions', 'create-state-machine', '--name', 'fan_in', '--role-arn', ROLE, '--definition',
                 'file://machine.asl.json')
        execution = self.aws('stepfunctions', 'start-execution', '--state-machine-arn', MACHINE, '--query',
                             'executionArn').strip()

        def status():
            return self.aws('stepfunctions', 'describe-execution', '--execution-arn', execution, '--query',
                            'status').strip()

        for _ in range(60):
            if status() != 'RUNNING':
                break
            time.sleep(0.1)
        self.assertEqual('SUCCEEDED', status())
        log = ''
        for _ in range(50):
            log = self.command(orrery.PROGRAM, 'logs', '--endpoint', self.emulator.endpoint, 'table_creator')
            if 'REPORT' in log:
                break
            time.sleep(0.1)
        self.assertIn("event={'ProcessorResults': [True, False]}", log)
        self.assertIn('Marking the job as partially valid', log)
