"""orrery run burst: pixels, trees, failures, and a kill in the middle."""
import hashlib
import json
import subprocess
import unittest

import orrery

SMALL = ['--width', '320', '--height', '250', '--tile', '50']


def picture(*options):
    with orrery.Directory() as directory:
        out = directory.path('picture.png')
        code, summary, said = orrery.run('run', 'burst', *SMALL, '--out', out, *options)
        if code != 0:
            raise AssertionError(f'exit code {code}: {said}')
        with open(out, 'rb') as file:
            return hashlib.sha256(file.read()).hexdigest(), summary


def rows_of(emulator, service, job):
    rows = emulator.call('dynamodb', 'DynamoDB_20120810.Query', {
        'TableName': f'{service}-dev-tasks', 'ConsistentRead': True, 'KeyConditionExpression': 'jobId = :job',
        'ExpressionAttributeValues': {':job': {'S': job}}})
    return {int(row['batchId']['N']) for row in rows['Items']}


class Pictures(unittest.TestCase):
    def test_every_language_draws_the_same_pixels(self):
        drawn = {language: picture('--workers', language)[0] for language in ('cpp', 'python', 'node')}
        self.assertEqual(1, len(set(drawn.values())), drawn)

    def test_pixels_do_not_depend_on_batch_size_or_levels(self):
        drawn = {(size, levels): picture('--batch-size', str(size), '--levels', str(levels))[0]
                 for size, levels in ((1, 1), (3, 2), (7, 3), (100, 1))}
        self.assertEqual(1, len(set(drawn.values())), drawn)

    def test_a_large_picture_is_uploaded_in_parts(self):
        with orrery.Directory() as directory:
            code, summary, said = orrery.run(
                'run', 'burst', '--width', '8000', '--height', '6000', '--batch-size', '4', '--levels', '2',
                '--out', directory.path('large.png'))
        self.assertEqual(0, code, said)
        self.assertEqual(300, summary['numBatches'])
        self.assertEqual(18, summary['dispatchers'])
        self.assertGreater(summary['output']['bytes'], 5 << 20)
        self.assertEqual(0, summary['output']['missingTiles'])


class Faults(unittest.TestCase):
    def test_workers_that_die_before_and_after_their_work_are_run_again(self):
        with orrery.Directory() as directory:
            rules = directory.path('faults.yaml')
            with open(rules, 'w') as file:
                file.write('- {function: "*-worker", skip: 3, times: 1, error: crash}\n'
                           '- {function: "*-worker", skip: 9, times: 1, error: crash, when: after}\n')
            pixels, summary = picture('--faults', rules, '--async-retry-seconds', '0.1', '--batch-size', '1')
        self.assertEqual(2, summary['functions']['burst-dev-worker']['failed'])
        self.assertEqual(picture('--batch-size', '1')[0], pixels)


class Trees(unittest.TestCase):
    def test_the_published_trees(self):
        for shape, batch, levels, batches, dispatchers in (('0..48', 10, 1, 5, 1), ('0..1200', 4, 2, 300, 18),
                                                           ('0..695', 1, 3, 695, 88), ('0..45018', 40, 2, 1126, 35),
                                                           ('0..0', 10, 2, 0, 1), ('100..120', 5, 1, 4, 1)):
            with self.subTest(shape=shape):
                code, summary, said = orrery.run('run', 'burst', '--shape', shape, '--batch-size', str(batch),
                                                 '--levels', str(levels))
                self.assertEqual(0, code, said)
                self.assertEqual(batches, summary['numBatches'])
                self.assertEqual(dispatchers, summary['dispatchers'])
                self.assertEqual(batches, summary['output']['rows'])

    def test_a_thousand_batches_of_python_workers(self):
        code, summary, said = orrery.run('run', 'burst', '--shape', '0..45018', '--batch-size', '40', '--levels', '2',
                                         '--workers', 'python')
        self.assertEqual(0, code, said)
        self.assertEqual(1126, summary['output']['rows'])

    def test_a_missing_batch_size_is_refused(self):
        code, _, said = orrery.run('run', 'burst', '--shape', '0..10', '--batch-size', '0')
        self.assertEqual(1, code)
        self.assertIn('batchSize must be at least 1', said)


class Failures(unittest.TestCase):
    """Eight batches, the second and the fifth of which fail; asynchronous retries after fractions of a second."""

    def burst_with(self, fault, *options, job_timeout=3):
        service = f'fault{fault}'
        code, summary, said = orrery.run(
            'run', 'burst', '--service', service, '--worker', 'faulty', '--shape', '0..8', '--batch-size', '1',
            '--job-timeout', str(job_timeout), '--async-retry-seconds', '0.1', '--parameters',
            json.dumps({'fault': fault, 'faultyBatches': [1, 4]}), *options)
        self.assertEqual(1, code, said)
        self.assertIn('2 of 8 batches have no row', said)
        self.assertTrue(summary['output']['timedOut'])
        self.assertEqual(6, summary['output']['rows'])
        self.assertEqual([], orrery.processes_with(f'AWS_LAMBDA_FUNCTION_NAME={service}-'))
        return summary['functions'][f'{service}-dev-worker']

    def test_a_worker_that_throws_is_retried_twice(self):
        worker = self.burst_with('throw')
        self.assertEqual((12, 6), (worker['invocations'], worker['failed']))

    def test_a_worker_that_exits_is_retried_twice(self):
        worker = self.burst_with('exit')
        self.assertEqual((12, 6), (worker['invocations'], worker['failed']))

    def test_a_worker_that_hangs_is_killed_at_its_time_out_and_retried_twice(self):
        worker = self.burst_with('hang', '--worker-timeout', '1', job_timeout=6)
        self.assertEqual((12, 6), (worker['invocations'], worker['failed']))

    def test_a_worker_that_never_writes_its_row_is_not_retried(self):
        worker = self.burst_with('silent')
        self.assertEqual((8, 0), (worker['invocations'], worker['failed']))

    def test_the_combiner_runs_once_more_and_then_the_job_fails(self):
        code, summary, said = orrery.run('run', 'burst', *SMALL, '--parameters', '{"key": 5}')
        self.assertEqual(1, code)
        self.assertEqual('FAILED', summary['status'])
        self.assertIn('key is not a string', said)
        self.assertEqual(2, summary['functions']['burst-dev-combiner']['failed'])


class DistributedMap(unittest.TestCase):
    """The design with a distributed Map: a state machine calls the workers itself and writes their rows."""

    def run_map(self, *options):
        code, summary, said = orrery.run('run', 'burst', '--design', 'map', *options)
        return code, summary, said

    def test_it_draws_the_same_pixels_in_every_language(self):
        classic = picture()[0]
        for language in ('cpp', 'python', 'node'):
            drawn, summary = picture('--design', 'map', '--workers', language)
            self.assertEqual(classic, drawn, language)
            self.assertEqual('map', summary['design'])
            self.assertEqual(0, summary['output']['numRemaining'])

    def test_batches_go_in_waves_of_at_most_max_parallelism(self):
        for shape, batch, most, batches, waves in (('0..48', 10, 5000, 5, 1), ('0..45018', 40, 500, 1126, 3),
                                                   ('100..120', 5, 2, 4, 2), ('0..0', 10, 5000, 0, 1)):
            with self.subTest(shape=shape):
                code, summary, said = self.run_map('--shape', shape, '--batch-size', str(batch), '--max-parallelism',
                                                   str(most))
                self.assertEqual(0, code, said)
                self.assertEqual(batches, summary['numBatches'])
                self.assertEqual(batches, summary['output']['rows'])
                self.assertEqual(waves, summary['dispatchers'])

    def fail_two_of_eight(self, *options):
        return self.run_map('--worker', 'faulty', '--shape', '0..8', '--batch-size', '1', '--parameters',
                            json.dumps({'fault': 'throw', 'faultyBatches': [1, 4]}), *options)

    def test_failures_within_the_tolerance_are_left_out(self):
        code, summary, said = self.fail_two_of_eight('--tolerated-failures', '25')
        self.assertEqual(0, code, said)
        self.assertEqual((6, 2), (summary['output']['rows'], summary['output']['numRemaining']))

    def test_more_failures_give_the_job_up_after_combining_what_there_is(self):
        code, summary, said = self.fail_two_of_eight()
        self.assertEqual(1, code)
        self.assertIn('States.ExceedToleratedFailureThreshold', said)
        self.assertEqual('SUCCEEDED', summary['status'])
        self.assertEqual('States.ExceedToleratedFailureThreshold', summary['output']['batchErrors'][0]['Error'])

    def test_a_batch_that_hangs_fails_at_the_time_limit_of_the_job(self):
        code, summary, said = self.run_map('--worker', 'faulty', '--shape', '0..4', '--batch-size', '1', '--job-timeout',
                                           '2', '--worker-timeout', '10', '--tolerated-failures', '50', '--parameters',
                                           json.dumps({'fault': 'hang', 'faultyBatches': [2]}))
        self.assertEqual(3, summary['output']['rows'], said)

    def test_options_of_the_other_design_are_refused(self):
        code, _, said = self.run_map('--levels', '2')
        self.assertNotEqual(0, code)
        self.assertIn('--design classic', said)


class Kills(unittest.TestCase):
    def test_a_job_goes_on_after_the_emulator_was_killed(self):
        with orrery.Directory() as directory:
            emulator = orrery.Emulator(directory.path('data'), '--async-retry-seconds', '0.1')
            try:
                self.kill_in_the_middle(emulator)
            finally:
                emulator.stop()
        self.assertEqual([], orrery.processes_with('AWS_LAMBDA_FUNCTION_NAME=killed-'))

    def kill_in_the_middle(self, emulator):
        job = subprocess.Popen([orrery.PROGRAM, 'run', 'burst', '--service', 'killed', '--endpoint', emulator.endpoint,
                                '--shape', '0..120', '--batch-size', '1', '--levels', '2', '--parameters',
                                '{"sleepMs": 400}', '--json'], stdout=subprocess.PIPE, text=True)
        job_id = []

        def some_rows_are_there():
            try:
                machines = emulator.call('states', 'AWSStepFunctions.ListStateMachines', {})['stateMachines']
                runs = emulator.call('states', 'AWSStepFunctions.ListExecutions',
                                     {'stateMachineArn': machines[0]['stateMachineArn']})['executions']
                job_id[:] = [runs[0]['name']]
                return len(rows_of(emulator, 'killed', job_id[0])) >= 10
            except (OSError, IndexError, KeyError):
                return False

        orrery.wait_until('the first rows', some_rows_are_there)
        acknowledged = rows_of(emulator, 'killed', job_id[0])
        emulator.kill()
        emulator.start()
        self.assertLessEqual(acknowledged, rows_of(emulator, 'killed', job_id[0]))
        output, _ = job.communicate(timeout=100)
        summary = json.loads(output.strip().splitlines()[-1])
        self.assertEqual('SUCCEEDED', summary['status'], summary)
        self.assertEqual(120, summary['output']['rows'])
        self.assertEqual(0, job.returncode)
