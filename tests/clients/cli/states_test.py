import json

from client_case import ROLE, CliCase, arn, main


class States(CliCase):
    def test_a_machine(self):
        machine = arn("states", "stateMachine:cli")
        self.aws("stepfunctions", "delete-state-machine", "--state-machine-arn", machine)  # absent: no complaint
        definition = json.dumps({"StartAt": "A b", "States": {"A b": {"Type": "Pass", "End": True}}})
        created = self.aws("stepfunctions", "create-state-machine", "--name", "cli", "--role-arn", ROLE, "--definition", definition)
        self.assertEqual(created["stateMachineArn"], machine)
        execution = self.aws("stepfunctions", "start-execution", "--state-machine-arn", machine)["executionArn"]
        done = self.eventually(lambda: self.ended(execution))
        self.assertEqual((done["status"], done["input"], done["output"]), ("SUCCEEDED", "{}", "{}"))
        history = self.aws("stepfunctions", "get-execution-history", "--execution-arn", execution)
        self.assertEqual(history["events"][-1]["type"], "ExecutionSucceeded")
        self.assertEqual(len(self.aws("stepfunctions", "list-executions", "--state-machine-arn", machine)["executions"]), 1)
        self.assertIn("(InvalidDefinition)", self.aws("stepfunctions", "create-state-machine", "--name", "bad", "--role-arn", ROLE,
                                                      "--definition", "{}", status=1))

    def states(self, operation, status=0, **parameters):
        """A command of Step Functions, its options as keywords."""
        options = []
        for name, value in parameters.items():
            options += ["--" + name.replace("_", "-"), value if isinstance(value, str) else json.dumps(value)]
        return self.aws("stepfunctions", operation, *options, status=status)

    def knows(self, operation):
        return "Invalid choice" not in self.aws("stepfunctions", operation, status=1)

    def machine(self, name, state):
        definition = {"StartAt": "S", "States": {"S": dict(state, End=True)}}
        return self.states("create-state-machine", name=name, role_arn=ROLE, definition=definition)["stateMachineArn"]

    def test_management(self):
        machine = self.machine("managed", {"Type": "Pass"})
        changed = json.dumps({"StartAt": "T", "States": {"T": {"Type": "Succeed"}}})
        self.states("update-state-machine", state_machine_arn=machine, definition=changed)
        self.assertEqual(self.states("describe-state-machine", state_machine_arn=machine)["definition"], changed)
        self.assertIn(machine, [row["stateMachineArn"] for row in self.states("list-state-machines")["stateMachines"]])
        self.states("tag-resource", resource_arn=machine, tags=[{"key": "a", "value": "1"}, {"key": "b", "value": "2"}])
        self.states("untag-resource", resource_arn=machine, tag_keys="a")
        self.assertEqual(self.states("list-tags-for-resource", resource_arn=machine)["tags"], [{"key": "b", "value": "2"}])

    def test_an_activity(self):
        activity = self.states("create-activity", name="act")["activityArn"]
        self.assertEqual(self.states("describe-activity", activity_arn=activity)["name"], "act")
        self.assertIn(activity, [row["activityArn"] for row in self.states("list-activities")["activities"]])
        machine = self.machine("asks", {"Type": "Task", "Resource": activity})
        for command, options in (("send-task-success", {"task_output": '{"m": 2}'}), ("send-task-failure", {"error": "Oops"})):
            execution = self.states("start-execution", state_machine_arn=machine)["executionArn"]
            token = self.states("get-activity-task", activity_arn=activity)["taskToken"]
            self.states("send-task-heartbeat", task_token=token)
            self.states(command, task_token=token, **options)
            self.assertEqual(self.eventually(lambda: self.ended(execution))["status"],
                             "SUCCEEDED" if command == "send-task-success" else "FAILED")
        self.assertEqual(self.states("describe-state-machine-for-execution", execution_arn=execution)["name"], "asks")
        if self.knows("redrive-execution"):
            self.assertIn("redriveDate", self.states("redrive-execution", execution_arn=execution))
            self.states("stop-execution", execution_arn=execution, error="Enough")
            self.assertEqual(self.ended(execution)["status"], "ABORTED")
        self.states("stop-execution", execution_arn=execution)
        self.states("delete-activity", activity_arn=activity)
        self.assertIn("(ActivityDoesNotExist)", self.states("describe-activity", activity_arn=activity, status=1))

    def test_a_map_run(self):
        if not self.knows("list-map-runs"):
            self.skipTest("this CLI cannot list map runs")
        machine = self.machine("maps", {"Type": "Map", "ItemProcessor": {
            "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
            "StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 600, "End": True}}}})
        execution = self.states("start-execution", state_machine_arn=machine, input="[1, 2]")["executionArn"]
        run = self.eventually(lambda: self.states("list-map-runs", execution_arn=execution)["mapRuns"])[0]["mapRunArn"]
        self.states("update-map-run", map_run_arn=run, max_concurrency="3")
        described = self.states("describe-map-run", map_run_arn=run)
        self.assertEqual((described["maxConcurrency"], described["itemCounts"]["total"]), (3, 2))
        self.states("stop-execution", execution_arn=execution)

    def test_versions_and_an_alias(self):
        if not self.knows("create-state-machine-alias"):
            self.skipTest("this CLI does not know versions")
        machine = self.machine("versioned", {"Type": "Pass"})
        version = self.states("publish-state-machine-version", state_machine_arn=machine)["stateMachineVersionArn"]
        rows = self.states("list-state-machine-versions", state_machine_arn=machine)["stateMachineVersions"]
        self.assertEqual([row["stateMachineVersionArn"] for row in rows], [version])
        routing = [{"stateMachineVersionArn": version, "weight": 100}]
        alias = self.states("create-state-machine-alias", name="live", routing_configuration=routing)["stateMachineAliasArn"]
        self.states("update-state-machine-alias", state_machine_alias_arn=alias, description="new")
        described = self.states("describe-state-machine-alias", state_machine_alias_arn=alias)
        self.assertEqual((described["routingConfiguration"], described["description"]), (routing, "new"))
        rows = self.states("list-state-machine-aliases", state_machine_arn=machine)["stateMachineAliases"]
        self.assertEqual([row["stateMachineAliasArn"] for row in rows], [alias])
        self.states("delete-state-machine-alias", state_machine_alias_arn=alias)
        self.states("delete-state-machine-version", state_machine_version_arn=version)

    def test_states_are_checked_and_tried(self):
        if not self.knows("validate-state-machine-definition"):
            self.skipTest("this CLI cannot check definitions")
        state = {"Type": "Pass", "Result": {"x": 1}, "End": True}
        checked = self.states("validate-state-machine-definition", definition={"StartAt": "S", "States": {"S": state}})
        self.assertEqual((checked["result"], checked["diagnostics"]), ("OK", []))
        machine = self.states("create-state-machine", name="express", role_arn=ROLE, type="EXPRESS",
                              definition={"StartAt": "S", "States": {"S": state}})["stateMachineArn"]
        # The CLI puts "sync-" before the host of these two, and an address has no such name.
        for operation, options in (("test-state", {"definition": state}), ("start-sync-execution", {"state_machine_arn": machine})):
            self.assertIn("sync-", self.states(operation, status=1, **options))

    def ended(self, execution):
        description = self.aws("stepfunctions", "describe-execution", "--execution-arn", execution)
        return description if description["status"] != "RUNNING" else None


if __name__ == "__main__":
    main()
