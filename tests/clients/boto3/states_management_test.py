"""Versions, aliases, activities, tokens and map runs of state machines."""
import json

from client_case import ROLE, ClientCase, client, main

PASS = json.dumps({"StartAt": "P", "States": {"P": {"Type": "Pass", "End": True}}})


class Management(ClientCase):
    states = client("stepfunctions")

    def machine(self, definition=PASS, **more):
        name = self.id().rpartition(".")[2][:70]
        return self.states.create_state_machine(name=name, definition=definition, roleArn=ROLE, **more)["stateMachineArn"]

    def ended(self, execution):
        return self.eventually(lambda: (lambda found: found if found["status"] != "RUNNING" else None)(
            self.states.describe_execution(executionArn=execution)))

    def raw(self, operation, **input):
        """An operation that Debian's boto3 does not know yet: the same wire, without its model."""
        import os
        import urllib.error
        import urllib.request
        request = urllib.request.Request(os.environ["AWS_ENDPOINT_URL"] + "/", json.dumps(input).encode(), {
            "Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": "AWSStepFunctions." + operation,
            "Authorization": "AWS4-HMAC-SHA256 Credential=%s/20260101/%s/states/aws4_request, SignedHeaders=host, Signature=0"
                             % (os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_REGION"])})
        try:
            return json.loads(urllib.request.urlopen(request).read())
        except urllib.error.HTTPError as error:
            return json.loads(error.read())

    def test_machines_are_listed(self):
        machine = self.machine()
        self.assertIn(machine, [row["stateMachineArn"] for row in self.states.list_state_machines()["stateMachines"]])

    def test_a_definition_is_checked(self):
        good = self.raw("ValidateStateMachineDefinition", definition=PASS)
        self.assertEqual((good["result"], good["diagnostics"]), ("OK", []))
        bad = self.raw("ValidateStateMachineDefinition", definition=PASS.replace('"P"', '"Q"', 1))
        self.assertEqual(bad["result"], "FAIL")

    def test_a_state_is_tried_alone(self):
        tried = self.raw("TestState", definition=json.dumps({"Type": "Pass", "Result": {"x": 1}, "End": True}), roleArn=ROLE, input="{}")
        self.assertEqual((tried["status"], json.loads(tried["output"])), ("SUCCEEDED", {"x": 1}))

    def test_tags_come_and_go(self):
        machine = self.machine(tags=[{"key": "a", "value": "1"}])
        self.states.tag_resource(resourceArn=machine, tags=[{"key": "b", "value": "2"}])
        self.states.untag_resource(resourceArn=machine, tagKeys=["a"])
        self.assertEqual(self.states.list_tags_for_resource(resourceArn=machine)["tags"], [{"key": "b", "value": "2"}])

    def test_versions_and_an_alias(self):
        machine = self.machine()
        first = self.raw("PublishStateMachineVersion", stateMachineArn=machine)["stateMachineVersionArn"]
        self.assertEqual(first, machine + ":1")
        rows = self.raw("ListStateMachineVersions", stateMachineArn=machine)["stateMachineVersions"]
        self.assertEqual([row["stateMachineVersionArn"] for row in rows], [first])
        routing = [{"stateMachineVersionArn": first, "weight": 100}]
        alias = self.raw("CreateStateMachineAlias", name="live", routingConfiguration=routing)["stateMachineAliasArn"]
        self.assertEqual(alias, machine + ":live")
        self.assertEqual(self.raw("DescribeStateMachineAlias", stateMachineAliasArn=alias)["routingConfiguration"], routing)
        self.raw("UpdateStateMachineAlias", stateMachineAliasArn=alias, description="new")
        rows = self.raw("ListStateMachineAliases", stateMachineArn=machine)["stateMachineAliases"]
        self.assertEqual([row["stateMachineAliasArn"] for row in rows], [alias])
        self.assertEqual(self.ended(self.states.start_execution(stateMachineArn=alias)["executionArn"])["status"], "SUCCEEDED")
        self.raw("DeleteStateMachineAlias", stateMachineAliasArn=alias)
        self.raw("DeleteStateMachineVersion", stateMachineVersionArn=first)
        self.assertEqual(self.raw("ListStateMachineVersions", stateMachineArn=machine)["stateMachineVersions"], [])

    def test_an_activity_gets_its_task(self):
        activity = self.states.create_activity(name="act")["activityArn"]
        self.assertEqual(self.states.describe_activity(activityArn=activity)["name"], "act")
        self.assertIn(activity, [row["activityArn"] for row in self.states.list_activities()["activities"]])
        machine = self.machine(json.dumps({"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": activity, "End": True}}}))
        execution = self.states.start_execution(stateMachineArn=machine, input='{"n":1}')["executionArn"]
        task = self.states.get_activity_task(activityArn=activity, workerName="w")
        self.assertEqual(json.loads(task["input"]), {"n": 1})
        self.states.send_task_heartbeat(taskToken=task["taskToken"])
        self.states.send_task_failure(taskToken=task["taskToken"], error="Oops", cause="because")
        found = self.ended(execution)
        self.assertEqual(found["status"], "FAILED")
        described = self.states.describe_state_machine_for_execution(executionArn=execution)
        self.assertEqual(described["stateMachineArn"], machine)
        self.assertEqual(self.raw("RedriveExecution", executionArn=execution).get("redriveDate") is not None, True)
        task = self.states.get_activity_task(activityArn=activity, workerName="w")
        self.states.send_task_success(taskToken=task["taskToken"], output='{"m":2}')
        self.assertEqual(json.loads(self.ended(execution)["output"]), {"m": 2})
        self.states.stop_execution(executionArn=execution)
        self.states.delete_activity(activityArn=activity)
        self.refused("ActivityDoesNotExist", self.states.describe_activity, activityArn=activity)

    def test_a_map_run_is_described_listed_and_changed(self):
        machine = self.machine(json.dumps({"StartAt": "M", "States": {"M": {
            "Type": "Map", "End": True, "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 1, "End": True}}}}}}))
        execution = self.states.start_execution(stateMachineArn=machine, input="[1,2,3]")["executionArn"]
        run = self.eventually(lambda: self.raw("ListMapRuns", executionArn=execution)["mapRuns"])[0]["mapRunArn"]
        self.raw("UpdateMapRun", mapRunArn=run, maxConcurrency=2)
        self.assertEqual(self.raw("DescribeMapRun", mapRunArn=run)["maxConcurrency"], 2)
        self.assertEqual(self.ended(execution)["status"], "SUCCEEDED")
        self.assertEqual(self.raw("DescribeMapRun", mapRunArn=run)["itemCounts"]["succeeded"], 3)


if __name__ == "__main__":
    main()
