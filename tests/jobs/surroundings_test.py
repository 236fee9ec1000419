"""What surrounds the program: terminals, signals, closed streams, full disks, other addresses."""
import os
import pty
import signal
import subprocess
import time
import unittest
import urllib.request

import orrery


def start(*options, **how):
    process = subprocess.Popen([orrery.PROGRAM, 'start', '--port', '0', *options], text=True,
                               **{'stdout': subprocess.PIPE, **how})
    return process, process.stdout.readline().partition('ready at ')[2].strip() if process.stdout else ''


def stop(process):
    process.terminate()
    process.wait(timeout=20)
    if process.stdout:
        process.stdout.close()


class WhatSurroundsTheProgram(unittest.TestCase):
    def test_ctrl_c_reaches_the_command_of_exec_once(self):
        count = ('trap "echo -n caught," INT; echo ready; '
                 'i=0; while [ $i -lt 10 ]; do sleep 0.1; i=$((i + 1)); done; echo end')
        pid, terminal = pty.fork()
        if pid == 0:
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # who began the tests may have had it ignored
            os.execv(orrery.PROGRAM, ['orrery', 'exec', '--', 'sh', '-c', count])
        said = b''
        while b'end' not in said:
            said += os.read(terminal, 1000)
            if b'ready' in said and b'^C' not in said:
                os.write(terminal, b'\x03')
                said += b'^C'
        os.waitpid(pid, 0)
        os.close(terminal)
        self.assertEqual(1, said.count(b'caught,'), said)

    def test_a_signal_from_elsewhere_is_passed_on(self):
        process = subprocess.Popen([orrery.PROGRAM, 'exec', '--', 'sh', '-c', 'echo ready; exec sleep 60'],
                                   stdout=subprocess.PIPE)
        process.stdout.readline()
        process.terminate()
        self.assertEqual(128 + signal.SIGTERM, process.wait(timeout=20))
        process.stdout.close()

    def test_nothing_is_left_behind_when_the_terminal_goes(self):
        with orrery.Directory() as folder:
            process, _ = start(env={**os.environ, 'TMPDIR': folder.name})
            self.assertEqual(1, len(os.listdir(folder.name)))
            process.send_signal(signal.SIGHUP)
            self.assertEqual(0, process.wait(timeout=20))
            process.stdout.close()
            self.assertEqual([], os.listdir(folder.name))

    def test_a_directory_that_is_kept_is_not_swept_whatever_its_name(self):
        with orrery.Directory() as folder:
            def begun(*options):
                process, _ = start(*options, env={**os.environ, 'TMPDIR': folder.name})
                self.addCleanup(stop, process)
                return process

            kept = begun('--data-dir', folder.path('orrery-kept'))
            killed = begun()
            killed.kill()
            killed.wait()
            temporary = begun()
            self.assertEqual(2, len(os.listdir(folder.name)))
            stop(temporary)
            stop(kept)
            stop(begun())
            self.assertEqual(['orrery-kept'], os.listdir(folder.name))
            self.assertTrue(os.path.exists(folder.path('orrery-kept/store/CURRENT')))

    def test_closed_streams_are_not_taken_by_files(self):
        with orrery.Directory() as folder:
            process = subprocess.Popen(['sh', '-c', 'exec "$0" "$@" <&- >&- 2>&-', orrery.PROGRAM, 'start', '--port', '0',
                                        '--data-dir', folder.path('data'), '--journal', folder.path('journal')])
            orrery.wait_until('a store', lambda: os.path.exists(folder.path('data/store/CURRENT')))
            orrery.wait_until('a journal', lambda: os.path.exists(folder.path('journal')))
            targets = [os.readlink(f'/proc/{process.pid}/fd/{number}') for number in range(3)]
            stop(process)
            self.assertEqual(['/dev/null'] * 3, targets)

    def test_output_that_is_lost_is_a_failure(self):
        for arguments in (['version'], ['--help'], ['completion', 'zsh']):
            with self.subTest(arguments=arguments), open('/dev/full', 'w', encoding='utf-8') as full:
                done = subprocess.run([orrery.PROGRAM, *arguments], stdout=full, stderr=subprocess.PIPE, text=True,
                                      timeout=60)
                self.assertEqual(1, done.returncode)
                self.assertIn('No space left on device', done.stderr)

    def test_functions_and_clients_reach_the_address_it_listens_on(self):
        process, endpoint = start('--host', '127.0.0.3')
        try:
            self.assertTrue(endpoint.startswith('http://127.0.0.3:'), endpoint)
            with urllib.request.urlopen(endpoint + '/_orrery/health', timeout=20) as answer:
                self.assertEqual(200, answer.status)
        finally:
            stop(process)
        done = subprocess.run([orrery.PROGRAM, 'exec', '--host', '127.0.0.3', '--', 'printenv', 'AWS_ENDPOINT_URL'],
                              capture_output=True, text=True, timeout=60)
        self.assertTrue(done.stdout.startswith('http://127.0.0.3:'), done.stdout)

    def test_logs_that_are_followed_may_begin_later(self):
        process, endpoint = start()
        environment = {**os.environ, 'AWS_ENDPOINT_URL': endpoint, 'PYTHONUNBUFFERED': '1'}
        follower = subprocess.Popen([orrery.PROGRAM, 'logs', '/my/group', '--follow'], stdout=subprocess.PIPE, text=True,
                                    env=environment)
        try:
            emulator = orrery.Emulator.__new__(orrery.Emulator)
            emulator.port = int(endpoint.rpartition(':')[2])
            stream = {'logGroupName': '/my/group', 'logStreamName': 's'}
            emulator.call('logs', 'Logs_20140328.CreateLogGroup', {'logGroupName': '/my/group'}, '1.1')
            emulator.call('logs', 'Logs_20140328.CreateLogStream', stream, '1.1')
            event = {'timestamp': int(time.time() * 1000), 'message': 'good\u0000morning'}
            emulator.call('logs', 'Logs_20140328.PutLogEvents', {**stream, 'logEvents': [event]}, '1.1')
            self.assertEqual('good\0morning\n', follower.stdout.readline())
        finally:
            follower.kill()
            follower.wait()
            follower.stdout.close()
            stop(process)

    def test_an_empty_text_has_no_words(self):
        with orrery.Directory() as folder:
            open(folder.path('empty'), 'w', encoding='utf-8').close()
            done = subprocess.run([orrery.PROGRAM, 'run', 'wordcount', folder.path('empty')], capture_output=True,
                                  text=True, timeout=60)
        self.assertEqual(1, done.returncode)
        self.assertIn('no words', done.stderr)


if __name__ == '__main__':
    unittest.main()
