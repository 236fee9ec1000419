import os
import tempfile

from client_case import CliCase, main

TEMPLATE = """
Parameters:
  Delay: {Type: Number, Default: 1}
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties: {QueueName: cli-deploy, DelaySeconds: !Ref Delay}
Outputs:
  Arn: {Value: !GetAtt Queue.Arn}
"""


class Cloudformation(CliCase):
    def test_deploy_creates_updates_and_finds_nothing_to_do(self):
        with tempfile.TemporaryDirectory() as directory:
            path = os.path.join(directory, "t.yaml")
            with open(path, "w") as file:
                file.write(TEMPLATE)

            def deploy(*more):
                return self.aws("cloudformation", "deploy", "--stack-name", "cli-deploy", "--template-file", path, *more)
            deploy()
            deploy("--parameter-overrides", "Delay=5")
            self.assertIn("No changes to deploy", deploy("--no-fail-on-empty-changeset"))
        url = self.aws("sqs", "get-queue-url", "--queue-name", "cli-deploy")["QueueUrl"]
        attributes = self.aws("sqs", "get-queue-attributes", "--queue-url", url, "--attribute-names", "DelaySeconds")
        self.assertEqual(attributes["Attributes"]["DelaySeconds"], "5")
        stack, = self.aws("cloudformation", "describe-stacks", "--stack-name", "cli-deploy")["Stacks"]
        self.assertEqual(stack["StackStatus"], "UPDATE_COMPLETE")
        self.assertEqual(stack["Outputs"][0]["OutputKey"], "Arn")
        self.aws("cloudformation", "delete-stack", "--stack-name", "cli-deploy")
        self.aws("cloudformation", "wait", "stack-delete-complete", "--stack-name", "cli-deploy")
        self.assertIn("Stack with id cli-deploy does not exist",
                      self.aws("cloudformation", "describe-stacks", "--stack-name", "cli-deploy", status=255))

    def test_repositories(self):
        made = self.aws("ecr", "create-repository", "--repository-name", "cli")["repository"]
        listed = self.aws("ecr", "describe-repositories")["repositories"]
        self.assertEqual([one["repositoryArn"] for one in listed], [made["repositoryArn"]])
        self.aws("ecr", "delete-repository", "--repository-name", "cli", "--force")


if __name__ == "__main__":
    main()
