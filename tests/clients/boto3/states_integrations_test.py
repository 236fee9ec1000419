import json

from client_case import ACCOUNT, ROLE, ClientCase, client, main, zipped
from states_integrations import FUNCTION, asking_for_an_answer, integrations

NAME = "integrations-boto3-%s" % ACCOUNT  # two boto3 may ask the same emulator


class Integrations(ClientCase):
    states = client("stepfunctions")

    def start(self, name, definition):
        machine = self.states.create_state_machine(name=name, roleArn=ROLE, definition=json.dumps(definition))
        return self.states.start_execution(stateMachineArn=machine["stateMachineArn"])["executionArn"]

    def output(self, execution):
        def ended():
            found = self.states.describe_execution(executionArn=execution)
            return found if found["status"] != "RUNNING" else None
        done = self.eventually(ended, 60)
        return json.loads(done.get("output") or json.dumps(done, default=str))

    def test_every_kind_in_one_machine(self):
        awslambda = client("lambda")
        awslambda.create_function(FunctionName=NAME, Runtime="python3.12", Role=ROLE, Handler="main.handler",
                                  Code={"ZipFile": zipped({"main.py": FUNCTION})})
        awslambda.get_waiter("function_active_v2").wait(FunctionName=NAME, WaiterConfig={"Delay": 1})
        definition, told = integrations(NAME=NAME, ROLE=ROLE, ACCOUNT=ACCOUNT)
        output = self.output(self.start(NAME, definition))
        self.assertEqual({name: output.get(name) for name in told}, told)

    def test_somebody_answers(self):
        sqs = client("sqs")
        queue = sqs.create_queue(QueueName="answered")["QueueUrl"]
        execution = self.start("asks", asking_for_an_answer(queue))
        message = sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=20)["Messages"][0]
        self.states.send_task_success(taskToken=json.loads(message["Body"])["token"], output='{"answer": 42}')
        self.assertEqual(self.output(execution), {"answer": 42})


if __name__ == "__main__":
    main()
