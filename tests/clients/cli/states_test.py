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

    def ended(self, execution):
        description = self.aws("stepfunctions", "describe-execution", "--execution-arn", execution)
        return description if description["status"] != "RUNNING" else None


if __name__ == "__main__":
    main()
