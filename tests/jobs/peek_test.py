"""orrery peek: what is in a queue, and that looking takes nothing out of it."""
import json
import subprocess
import unittest

import orrery


class Peek(unittest.TestCase):
    def test_it_tells_what_waits_and_what_is_out_and_takes_nothing(self):
        with orrery.Directory() as directory:
            emulator = orrery.Emulator(directory.path('data'))
            self.addCleanup(emulator.stop)

            def sqs(operation, body):
                return emulator.call('sqs', f'AmazonSQS.{operation}', body)

            def peek(*arguments):
                done = subprocess.run([orrery.PROGRAM, 'peek', *arguments, '--endpoint', emulator.endpoint],
                                      capture_output=True, text=True, timeout=60)
                return done.returncode, done.stdout, done.stderr

            url = sqs('CreateQueue', {'QueueName': 'work'})['QueueUrl']
            self.assertEqual((0, '', ''), peek('work'))
            for body in ('first', 'second\tline\nends', 'third'):
                sqs('SendMessage', {'QueueUrl': url, 'MessageBody': body})
            sqs('SendMessage', {'QueueUrl': url, 'MessageBody': 'late', 'DelaySeconds': 900})
            self.assertEqual(1, len(sqs('ReceiveMessage', {'QueueUrl': url, 'VisibilityTimeout': 600})['Messages']))
            for queue in ('work', url, 'work'):
                code, shown, said = peek(queue)
                self.assertEqual((0, ''), (code, said))
                lines = [line.split(None, 4) for line in shown.splitlines()]
                self.assertEqual(['delayed', 'inflight', 'visible', 'visible'], sorted(line[0] for line in lines))
                self.assertEqual(['first', 'second line ends', 'third', 'late'], [line[4] for line in lines])
                self.assertEqual(['0x', '0x', '0x', '1x'], sorted(line[2] for line in lines))
            code, shown, _ = peek('work', '--json')
            self.assertEqual(['first', 'third', 'late'], [json.loads(shown.splitlines()[at])['Body'] for at in (0, 2, 3)])
            code, shown, said = peek('absent')
            self.assertEqual((1, ''), (code, shown))
            self.assertIn('does not exist', said)
