import json
import os
import tempfile

from client_case import ACCOUNT, ROLE, CliCase, main, zipped
from states_integrations import FUNCTION, asking_for_an_answer, integrations

NAME = "integrations-cli-%s" % ACCOUNT  # two CLIs may ask the same emulator


class Integrations(CliCase):
    def start(self, name, definition):
        machine = self.aws("stepfunctions", "create-state-machine", "--name", name, "--role-arn", ROLE,
                           "--definition", json.dumps(definition))["stateMachineArn"]
        return self.aws("stepfunctions", "start-execution", "--state-machine-arn", machine)["executionArn"]

    def output(self, execution):
        def ended():
            found = self.aws("stepfunctions", "describe-execution", "--execution-arn", execution)
            return found if found["status"] != "RUNNING" else None
        done = self.eventually(ended, 60)
        return json.loads(done.get("output") or json.dumps(done))

    def test_every_kind_in_one_machine(self):
        with tempfile.TemporaryDirectory() as place:
            package = os.path.join(place, "function.zip")
            with open(package, "wb") as file:
                file.write(zipped({"main.py": FUNCTION}))
            self.aws("lambda", "create-function", "--function-name", NAME, "--runtime", "python3.12", "--role", ROLE,
                     "--handler", "main.handler", "--zip-file", "fileb://" + package)
        self.aws("lambda", "wait", "function-active", "--function-name", NAME)
        definition, told = integrations(NAME=NAME, ROLE=ROLE, ACCOUNT=ACCOUNT)
        output = self.output(self.start(NAME, definition))
        self.assertEqual({name: output.get(name) for name in told}, told)

    def test_somebody_answers(self):
        queue = self.aws("sqs", "create-queue", "--queue-name", "answered")["QueueUrl"]
        execution = self.start("asks", asking_for_an_answer(queue))
        message = self.aws("sqs", "receive-message", "--queue-url", queue, "--wait-time-seconds", "20")["Messages"][0]
        self.aws("stepfunctions", "send-task-success", "--task-token", json.loads(message["Body"])["token"],
                 "--task-output", '{"answer": 42}')
        self.assertEqual(self.output(execution), {"answer": 42})


if __name__ == "__main__":
    main()
