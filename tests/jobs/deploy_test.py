"""orrery deploy: templates with code beside them, and the clock that rings their schedules."""
import os
import subprocess
import tempfile
import unittest

import orrery

TEMPLATE = '''
Transform: AWS::Serverless-2016-10-31
Parameters: {Word: {Type: String}}
Globals: {Function: {Runtime: python3.11, Timeout: 5}}
Resources:
  Greet:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: app.handler
      Environment: {Variables: {WORD: !Ref Word}}
      Events: {Hourly: {Type: Schedule, Properties: {Schedule: rate(1 hour), Input: '{"n": 1}'}}}
  Plain:
    Type: AWS::Lambda::Function
    Properties: {Runtime: python3.11, Handler: app.handler, Role: "arn:aws:iam::000000000000:role/r", Code: src/app.py}
  Flow:
    Type: AWS::Serverless::StateMachine
    Properties: {DefinitionUri: flow.json, DefinitionSubstitutions: {Greet: !GetAtt Greet.Arn}}
Outputs: {Name: {Value: !Ref Greet}}
'''
FLOW = '{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "${Greet}", "End": true}}}'
CODE = '''
import os
def handler(event, context):
    print("greets", os.environ["WORD"], event)
'''


class Templates(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        os.mkdir(self.folder.name + '/src')
        for name, text in (('template.yaml', TEMPLATE), ('flow.json', FLOW), ('src/app.py', CODE)):
            with open(os.path.join(self.folder.name, name), 'w') as file:
                file.write(text)
        self.emulator = orrery.Emulator(self.folder.name + '/data', '--clock', 'virtual')
        self.addCleanup(self.emulator.stop)

    def orrery(self, *arguments):
        done = subprocess.run([orrery.PROGRAM, *arguments, '--endpoint', self.emulator.endpoint],
                              capture_output=True, text=True, timeout=60)
        return done.returncode, done.stdout, done.stderr

    def deploy(self, *options):
        return self.orrery('deploy', self.folder.name, '--stack-name', 'app', *options)

    def test_code_beside_the_template_runs_on_schedule(self):
        code, out, err = self.deploy('--parameter', 'Word=moin')
        self.assertEqual(code, 0, err)
        name = out.partition('Name = ')[2].split()[0]
        self.assertEqual(subprocess.run([orrery.PROGRAM, 'clock', '--endpoint', self.emulator.endpoint, 'advance', '5h'],
                                        capture_output=True, timeout=60).returncode, 0)
        self.assertEqual(self.orrery('logs', name)[1].count("greets moin {'n': 1}"), 5)
        self.assertEqual(self.deploy('--parameter', 'Word=moin')[0], 0)

    def test_what_is_missing_is_named(self):
        code, _, err = self.deploy()
        self.assertEqual(code, 1)
        self.assertIn('Parameters: [Word] must have values', err)
        os.remove(self.folder.name + '/src/app.py')
        code, _, err = self.deploy('--parameter', 'Word=a')
        self.assertEqual(code, 1)
        self.assertIn('Plain.Code: there is no', err)
        self.assertEqual(self.orrery('deploy', self.folder.name + '/src')[0], 1)


if __name__ == '__main__':
    unittest.main()
