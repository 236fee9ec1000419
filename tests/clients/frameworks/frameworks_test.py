"""Serverless Framework 3 and the CDK, as their users type them."""
import json
import os
import re
import subprocess
import tempfile
import unittest

from client_case import ACCOUNT, ENDPOINT, REGION, ClientCase, client, main

MODULES = os.environ["FRAMEWORK_MODULES"]
HANDLER = "exports.handler = async (event) => ({ok: true, event});"
SERVERLESS = """
service: demo
frameworkVersion: "3"
plugins: [serverless-localstack]
custom:
  localstack: {stages: [local], host: %s, edgePort: %s}
provider: {name: aws, runtime: nodejs20.x, stage: local, region: us-east-1}
package: {patterns: ["!node_modules/**", "!node_modules"]}
functions:
  hello:
    handler: index.handler
    events:
      - sqs: {arn: {"Fn::GetAtt": [Jobs, Arn]}, batchSize: 2}
      - schedule: rate(1 hour)
resources: {Resources: {Jobs: {Type: AWS::SQS::Queue}}}
""" % tuple(ENDPOINT.rsplit(":", 1))
CDK = """
const cdk = require('aws-cdk-lib');
const {aws_lambda: lambda, aws_sqs: sqs, aws_dynamodb: dynamodb, aws_s3: s3, aws_events: events} = cdk;
const {aws_stepfunctions: sfn, aws_stepfunctions_tasks: tasks, aws_s3_notifications: notifications} = cdk;
const {aws_events_targets: targets, aws_lambda_event_sources: sources} = cdk;
const stack = new cdk.Stack(new cdk.App(), 'Demo', {env: {account: '%s', region: '%s'}});
const worker = new lambda.Function(stack, 'Worker', {
  runtime: lambda.Runtime.NODEJS_20_X, handler: 'index.handler', code: lambda.Code.fromAsset('lambda')});
worker.addEventSource(new sources.SqsEventSource(new sqs.Queue(stack, 'Queue')));
new dynamodb.Table(stack, 'Table', {partitionKey: {name: 'id', type: dynamodb.AttributeType.STRING}}).grantReadWriteData(worker);
const bucket = new s3.Bucket(stack, 'Bucket');
bucket.addEventNotification(s3.EventType.OBJECT_CREATED, new notifications.LambdaDestination(worker));
new events.Rule(stack, 'Rule', {schedule: events.Schedule.rate(cdk.Duration.minutes(5)), targets: [new targets.LambdaFunction(worker)]});
const machine = new sfn.StateMachine(stack, 'Machine', {definitionBody: sfn.DefinitionBody.fromChainable(
  new tasks.LambdaInvoke(stack, 'Invoke', {lambdaFunction: worker, outputPath: '$.Payload'}))});
new cdk.CfnOutput(stack, 'Arn', {value: machine.stateMachineArn});
""" % (ACCOUNT, REGION)


class Frameworks(ClientCase):
    def project(self, files):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        os.symlink(MODULES, folder.name + "/node_modules")
        for name, text in files.items():
            os.makedirs(os.path.dirname(os.path.join(folder.name, name)), exist_ok=True)
            with open(os.path.join(folder.name, name), "w") as file:
                file.write(text)
        return folder.name

    def command(self, folder, tool, *arguments):
        quiet = {"SLS_TELEMETRY_DISABLED": "1", "SLS_INTERACTIVE_SETUP_ENABLE": "0", "CDK_DISABLE_VERSION_CHECK": "1", "CI": "1"}
        done = subprocess.run([MODULES + "/.bin/" + tool, *arguments], cwd=folder, env=dict(os.environ, **quiet), timeout=300,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.assertEqual(done.returncode, 0, done.stdout)
        return done.stdout

    def test_serverless(self):
        folder = self.project({"serverless.yml": SERVERLESS, "index.js": HANDLER})
        self.command(folder, "sls", "deploy", "--stage", "local")
        said = self.command(folder, "sls", "invoke", "-f", "hello", "--stage", "local", "--data", '{"n": 1}')
        self.assertIn('"n": 1', said)
        self.assertEqual(len(client("events").list_rules()["Rules"]), 1)
        self.command(folder, "sls", "remove", "--stage", "local")

    def test_cdk(self):
        folder = self.project({"app.js": CDK, "cdk.json": '{"app": "node app.js"}', "lambda/index.js": HANDLER})
        self.command(folder, "cdk", "bootstrap", "aws://%s/%s" % (ACCOUNT, REGION))
        said = self.command(folder, "cdk", "deploy", "--require-approval", "never")
        machine = re.search(r"arn:aws:states:\S+", said).group()
        states = client("stepfunctions")
        execution = states.start_execution(stateMachineArn=machine, input='{"n": 2}')["executionArn"]
        self.eventually(lambda: states.describe_execution(executionArn=execution)["status"] != "RUNNING")
        output = json.loads(states.describe_execution(executionArn=execution)["output"])
        self.assertEqual(output, {"ok": True, "event": {"n": 2}})
        self.command(folder, "cdk", "destroy", "--force")


if __name__ == "__main__":
    main()
