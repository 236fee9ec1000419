import json
import socket
import time
import urllib.parse
from unittest import mock

from botocore.config import Config

from client_case import ENDPOINT, ROLE, ClientCase, arn, client, main, zipped

PASS = {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": True}}}


class States(ClientCase):
    states = client("stepfunctions")
    awslambda = client("lambda")

    def setUp(self):
        self.name = self.id().rpartition(".")[2]

    def machine(self, definition, name=None, **options):
        return self.states.create_state_machine(name=name or self.name, roleArn=ROLE, definition=json.dumps(definition),
                                                **options)["stateMachineArn"]

    def function(self, source):
        self.awslambda.create_function(FunctionName=self.name, Runtime="python3.12", Role=ROLE, Handler="main.handler",
                                       Code={"ZipFile": zipped({"main.py": source})}, Timeout=10)
        self.awslambda.get_waiter("function_active_v2").wait(FunctionName=self.name, WaiterConfig={"Delay": 1})
        return arn("lambda", "function:" + self.name)

    def run_machine(self, definition, event=None, machine=None):
        machine = machine or self.machine(definition)
        started = self.states.start_execution(stateMachineArn=machine, input=json.dumps(event if event is not None else {}))
        return self.eventually(lambda: self.ended(started["executionArn"]))

    def ended(self, execution):
        description = self.states.describe_execution(executionArn=execution)
        return description if description["status"] != "RUNNING" else None

    def test_machines(self):
        machine = self.machine(PASS)
        self.assertEqual(machine, arn("states", "stateMachine:" + self.name))
        self.assertEqual(self.machine(PASS), machine)
        described = self.states.describe_state_machine(stateMachineArn=machine)
        self.assertEqual((described["status"], described["type"], json.loads(described["definition"]), described["roleArn"]),
                         ("ACTIVE", "STANDARD", PASS, ROLE))
        self.refused("StateMachineAlreadyExists", self.machine, definition={"StartAt": "Q", "States": {"Q": {"Type": "Succeed"}}})
        changed = {"StartAt": "Q", "States": {"Q": {"Type": "Succeed"}}}
        self.states.update_state_machine(stateMachineArn=machine, definition=json.dumps(changed))
        self.assertEqual(json.loads(self.states.describe_state_machine(stateMachineArn=machine)["definition"]), changed)
        self.states.delete_state_machine(stateMachineArn=machine)
        self.states.delete_state_machine(stateMachineArn=arn("states", "stateMachine:absent"))
        self.eventually(lambda: self.is_gone(machine))

    def is_gone(self, machine):
        try:
            return self.states.describe_state_machine(stateMachineArn=machine)["status"] == "DELETING" and None
        except self.states.exceptions.StateMachineDoesNotExist:
            return True

    def test_machines_are_listed_in_pages(self):
        for number in range(3):
            self.machine(PASS, "listed-%d" % number)
        pages = self.states.get_paginator("list_state_machines").paginate(PaginationConfig={"PageSize": 2})
        names = [machine["name"] for page in pages for machine in page["stateMachines"]]
        self.assertEqual([name for name in names if name.startswith("listed-")], ["listed-0", "listed-1", "listed-2"])

    def test_what_is_refused(self):
        cases = [({"definition": "{"}, "InvalidDefinition"), ({"definition": "{}"}, "InvalidDefinition"),
                 ({"definition": json.dumps({"StartAt": "X", "States": {"P": {"Type": "Pass", "End": True}}})}, "InvalidDefinition"),
                 ({"name": "no spaces"}, "InvalidName"), ({"roleArn": "nonsense"}, "InvalidArn")]
        for change, code in cases:
            with self.subTest(change):
                self.refused(code, self.states.create_state_machine, **dict(
                    dict(name=self.name, roleArn=ROLE, definition=json.dumps(PASS)), **change))
        self.refused("StateMachineDoesNotExist", self.states.start_execution, stateMachineArn=arn("states", "stateMachine:absent"),
                     message="State Machine Does Not Exist: '%s'" % arn("states", "stateMachine:absent"))
        machine = self.machine(PASS)
        self.refused("InvalidExecutionInput", self.states.start_execution, stateMachineArn=machine, input="{nonsense")
        self.refused("ExecutionDoesNotExist", self.states.describe_execution,
                     executionArn=arn("states", "execution:%s:absent" % self.name))

    def test_executions(self):
        machine = self.machine(PASS)
        started = self.states.start_execution(stateMachineArn=machine, name="one", input='{"a": 1}')
        self.assertEqual(started["executionArn"], arn("states", "execution:%s:one" % self.name))
        done = self.eventually(lambda: self.ended(started["executionArn"]))
        self.assertEqual((done["status"], json.loads(done["output"]), json.loads(done["input"])), ("SUCCEEDED", {"a": 1}, {"a": 1}))
        self.refused("ExecutionAlreadyExists", self.states.start_execution, stateMachineArn=machine, name="one", input='{"a": 2}')
        self.states.start_execution(stateMachineArn=machine)
        executions = self.states.list_executions(stateMachineArn=machine)["executions"]
        self.assertEqual(len(executions), 2)
        self.assertEqual(executions[-1]["name"], "one")
        events = self.states.get_execution_history(executionArn=started["executionArn"])["events"]
        self.assertEqual([event["type"] for event in events],
                         ["ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded"])
        self.assertEqual([event["id"] for event in events], [1, 2, 3, 4])
        back = self.states.get_execution_history(executionArn=started["executionArn"], reverseOrder=True, maxResults=1)
        self.assertEqual(back["events"][0]["type"], "ExecutionSucceeded")

    def test_an_execution_that_is_stopped(self):
        machine = self.machine({"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 600, "End": True}}})
        execution = self.states.start_execution(stateMachineArn=machine)["executionArn"]
        self.states.stop_execution(executionArn=execution, error="Mine", cause="enough")
        done = self.states.describe_execution(executionArn=execution)
        self.assertEqual((done["status"], done.get("error"), done.get("cause")), ("ABORTED", "Mine", "enough"))

    def test_flow(self):
        definition = {"StartAt": "Choose", "States": {
            "Choose": {"Type": "Choice", "Default": "Fails", "Choices": [
                {"And": [{"Variable": "$.n", "IsNumeric": True}, {"Variable": "$.n", "NumericGreaterThan": 5}], "Next": "Both"},
                {"Variable": "$.n", "NumericEquals": 1, "Next": "Waits"}]},
            "Both": {"Type": "Parallel", "End": True, "Branches": [
                {"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": "a", "End": True}}},
                {"StartAt": "B", "States": {"B": {"Type": "Pass", "InputPath": "$.n", "End": True}}}]},
            "Waits": {"Type": "Wait", "Seconds": 1, "Next": "Ends"},
            "Ends": {"Type": "Succeed"},
            "Fails": {"Type": "Fail", "Error": "Wrong", "Cause": "neither"}}}
        machine = self.machine(definition)
        self.assertEqual(json.loads(self.run_machine(None, {"n": 6}, machine)["output"]), ["a", 6])
        began = time.monotonic()
        self.assertEqual(self.run_machine(None, {"n": 1}, machine)["status"], "SUCCEEDED")
        self.assertGreater(time.monotonic() - began, 0.9)
        failed = self.run_machine(None, {"n": 0}, machine)
        self.assertEqual((failed["status"], failed["error"], failed["cause"]), ("FAILED", "Wrong", "neither"))

    def test_data_flow(self):
        done = self.run_machine({"StartAt": "P", "States": {"P": {
            "Type": "Pass", "InputPath": "$.in", "Parameters": {"x.$": "$.x", "id.$": "States.Format('{}-{}', $.x, 'z')"},
            "ResultPath": "$.out", "OutputPath": "$.out", "End": True}}}, {"in": {"x": 3}})
        self.assertEqual(json.loads(done["output"]), {"x": 3, "id": "3-z"})

    def test_tasks_in_both_spellings(self):
        function = self.function("def handler(event, context):\n"
                                 "    if event.get('fail'): raise ValueError('no')\n    return {'got': event}\n")
        done = self.run_machine({"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": function, "End": True}}}, {"a": 1})
        self.assertEqual(json.loads(done["output"]), {"got": {"a": 1}})
        task = {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "OutputPath": "$.Payload", "End": True,
                "Parameters": {"FunctionName": self.name, "Payload.$": "$"},
                "Catch": [{"ErrorEquals": ["ValueError"], "ResultPath": "$.error", "Next": "Caught"}]}
        machine = self.machine({"StartAt": "T", "States": {"T": task, "Caught": {"Type": "Pass", "End": True}}}, self.name + "-2")
        self.assertEqual(json.loads(self.run_machine(None, {"a": 2}, machine)["output"]), {"got": {"a": 2}})
        output = json.loads(self.run_machine(None, {"fail": True}, machine)["output"])
        self.assertEqual((output["error"]["Error"], json.loads(output["error"]["Cause"])["errorMessage"]), ("ValueError", "no"))

    def test_retries(self):
        function = self.function("count = 0\ndef handler(event, context):\n    global count; count += 1\n"
                                 "    if count < 3: raise RuntimeError('again')\n    return count\n")
        done = self.run_machine({"StartAt": "T", "States": {"T": {
            "Type": "Task", "Resource": function, "End": True, "Retry": [
                {"ErrorEquals": ["RuntimeError"], "IntervalSeconds": 1, "MaxAttempts": 3, "BackoffRate": 1.0}]}}})
        self.assertEqual((done["status"], done.get("output")), ("SUCCEEDED", "3"))

    def test_maps(self):
        for spelling, machine in (("Iterator", self.name + "-1"), ("ItemProcessor", self.name + "-2")):
            with self.subTest(spelling):
                definition = {"StartAt": "M", "States": {"M": {
                    "Type": "Map", "ItemsPath": "$.data", "MaxConcurrency": 0, "End": True,
                    spelling: {"StartAt": "P", "States": {"P": {"Type": "Pass", "Parameters": {"n.$": "$"}, "End": True}}}}}}
                done = self.run_machine(None, {"data": [1, 2, 3]}, self.machine(definition, machine))
                self.assertEqual(json.loads(done["output"]), [{"n": 1}, {"n": 2}, {"n": 3}])

    def test_an_express_machine_answers_at_once(self):
        machine = self.machine(PASS, type="EXPRESS")
        answer = self.states.start_sync_execution(stateMachineArn=machine, input='{"a": 1}')
        self.assertEqual((answer["status"], json.loads(answer["output"])), ("SUCCEEDED", {"a": 1}))

    def test_clients_that_put_sync_before_the_host_are_answered(self):
        """As they do unless told otherwise; where the name resolves, or a proxy resolves it, the call arrives."""
        machine = self.machine(PASS, type="EXPRESS")
        endpoint = urllib.parse.urlsplit(ENDPOINT)
        resolve = socket.getaddrinfo
        seen = []

        def resolve_prefixed(host, *arguments, **options):
            seen.append(host)
            return resolve(endpoint.hostname if host == "sync-" + endpoint.hostname else host, *arguments, **options)

        plain = client("stepfunctions", config=Config(retries={"max_attempts": 1}))
        with mock.patch("socket.getaddrinfo", resolve_prefixed):
            answer = plain.start_sync_execution(stateMachineArn=machine, input='{"by":"name"}')
        self.assertEqual(json.loads(answer["output"]), {"by": "name"})
        self.assertIn("sync-" + endpoint.hostname, seen)
        proxied = client("stepfunctions", config=Config(proxies={"http": ENDPOINT}, retries={"max_attempts": 1}))
        answer = proxied.start_sync_execution(stateMachineArn=machine, input='{"by":"proxy"}')
        self.assertEqual(json.loads(answer["output"]), {"by": "proxy"})


if __name__ == "__main__":
    main()
