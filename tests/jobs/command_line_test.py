"""What the command line says where it is not understood, and the exit codes."""
import os
import subprocess
import unittest

import orrery


def say(*arguments, **environment):
    """Exit code, and what was said on standard error."""
    done = subprocess.run([orrery.PROGRAM, *arguments], capture_output=True, text=True, timeout=60,
                          env={**os.environ, **environment})
    return done.returncode, done.stderr


class CommandLineOfAll(unittest.TestCase):
    def test_what_is_not_understood_ends_with_2_and_says_what_is(self):
        for arguments, words in (
                ('', 'subcommand is required'),
                ('run star', "orrery run star: directory is required\n'orrery run star --help'"),
                ('dance', "no command 'dance' in 'orrery'; there are start"),
                ('run dance', "no command 'dance' in 'run'; there are burst"),
                ('start --port 99999', 'not in range'),
                ('start --clock fast', 'not in {real,virtual,auto}'),
                ('start --fsync', 'requires --data-dir'),
                ('start --table-delay 1e300', 'not in range'),
                ('start --mock-config /nowhere/mocks.json', 'does not exist'),
                ('health --endpoint ftp://x', 'http://127.0.0.1:4566'),
                ('clock advance 5x', 'unit not recognized'),
                ('clock advance -5s', 'forward only'),
                ('run burst --width 0', 'not in range'),
                ('run tasks --endpoint x', 'http://127.0.0.1:4566'),
                ('health --endpoint http://127.0.0.1:4566/path', 'http://127.0.0.1:4566'),
                ('completion tcsh', 'not in {bash,zsh,fish}')):
            with self.subTest(arguments=arguments):
                code, said = say(*arguments.split())
                self.assertEqual(2, code, said)
                self.assertIn(words, said)
        code, said = say('start', '--data-dir', '')
        self.assertEqual(2, code, said)
        self.assertIn('no name is given', said)

    def test_what_fails_ends_with_1_and_a_line(self):
        with orrery.Directory() as directory:
            emulator = orrery.Emulator(directory.path('data'))
            try:
                for arguments, words in (
                        (['start', '--port', str(emulator.port)], 'Address already in use'),
                        (['start', '--host', 'nowhere'], 'nowhere is no address'),
                        (['health', '--endpoint', 'http://127.0.0.1:1'], 'is one started'),
                        (['logs', 'absent', '--endpoint', emulator.endpoint], 'there is no log group /aws/lambda/absent'),
                        (['clock', 'advance', '99999d', '--endpoint', emulator.endpoint], 'a century')):
                    with self.subTest(arguments=arguments):
                        code, said = say(*arguments)
                        self.assertEqual(1, code, said)
                        self.assertIn(words, said)
                        self.assertEqual(1, said.count('\n'), said)
                with open(directory.path('mocks.json'), 'w') as file:
                    file.write('{"MockedResponses": {"R": {"0": {}}}}')
                code, said = say('start', '--port', '0', SFN_MOCK_CONFIG=directory.path('mocks.json'))
                self.assertEqual((1, 1), (code, said.count('\n')), said)
                self.assertIn('MockedResponses.R.0: either a Return or a Throw is expected', said)
            finally:
                emulator.stop()
        code, said = say('health', AWS_ENDPOINT_URL='localhost')
        self.assertEqual(1, code)
        self.assertIn('AWS_ENDPOINT_URL must be like', said)

    def test_bash_completes_commands_options_and_values(self):
        script = subprocess.run([orrery.PROGRAM, 'completion', 'bash'], capture_output=True, text=True, check=True).stdout
        for typed, offered in (('orrery st', 'start'), ('orrery run ta', 'tasks'), ('orrery run tasks --ta', '--task'),
                               ('orrery start --clock v', 'virtual'), ('orrery completion z', 'zsh')):
            with self.subTest(typed=typed):
                words = ' '.join(f"'{word}'" for word in typed.split())
                asked = f'{script}\nCOMP_WORDS=({words}); COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 )); _orrery; echo "${{COMPREPLY[*]}}"'
                found = subprocess.run(['bash', '-c', asked], capture_output=True, text=True, check=True).stdout
                self.assertEqual(offered, found.strip())

    def test_zsh_is_offered_what_fits(self):
        script = subprocess.run([orrery.PROGRAM, 'completion', 'zsh'], capture_output=True, text=True, check=True).stdout
        # zsh's own functions filter and draw; here they print what they were given.
        around = ('compdef() { }; _files() { echo files }; compadd() { shift; print -l -- $@ };'
                  '_describe() { print -l -- ${(P)2} }\n' + script)
        for typed, offered in (('orrery ', 'start:run the emulator until Ctrl-C'), ('orrery run ', 'tasks:a task server'),
                               ('orrery run tasks --', '--task:NAME=DIRECTORY'), ('orrery start --clock ', 'virtual'),
                               ('orrery deploy ', 'files')):
            with self.subTest(typed=typed):
                words = typed.split(' ')
                asked = f'{around}\nwords=({" ".join(map(repr, words))}) CURRENT={len(words)} PREFIX={words[-1]!r}; _orrery'
                found = subprocess.run(['zsh', '-f', '-c', asked], capture_output=True, text=True, check=True)
                self.assertEqual('', found.stderr)
                self.assertTrue(any(line.startswith(offered) for line in found.stdout.splitlines()), found.stdout)

    def test_fish_is_offered_what_fits(self):
        script = subprocess.run([orrery.PROGRAM, 'completion', 'fish'], capture_output=True, text=True, check=True).stdout
        for typed, offered in (('orrery st', 'start'), ('orrery run ta', 'tasks'), ('orrery run tasks --ta', '--task'),
                               ('orrery start --clock v', 'virtual')):
            with self.subTest(typed=typed):
                found = subprocess.run(['fish', '--no-config', '-c', f'{script}\ncomplete -C "{typed}"'],
                                       capture_output=True, text=True, check=True).stdout
                self.assertEqual(offered, found.split('\t')[0])
