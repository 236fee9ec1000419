"""Stacks of real resources."""
import json

from client_case import ACCOUNT, REGION, ClientCase, client, main

CODE = """
def handler(event, context):
    return {"got": event}
"""
CUSTOM = """
import json, urllib.request
def handler(event, context):
    body = json.dumps({"Status": "SUCCESS", "PhysicalResourceId": "thing-" + event["ResourceProperties"]["Size"],
                       "Data": {"Answer": "42"}}).encode()
    request = urllib.request.Request(event["ResponseURL"], data=body, method="PUT")
    urllib.request.urlopen(request).read()
"""

TEMPLATE = {
    "Parameters": {"Delay": {"Type": "Number", "Default": 0}},
    "Resources": {
        "Role": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {
            "Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                                                    "Principal": {"Service": "lambda.amazonaws.com"}}]}}},
        "Queue": {"Type": "AWS::SQS::Queue", "Properties": {"DelaySeconds": {"Ref": "Delay"}}},
        "Table": {"Type": "AWS::DynamoDB::Table", "Properties": {
            "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
            "TimeToLiveSpecification": {"AttributeName": "ttl", "Enabled": "true"}}},
        "Function": {"Type": "AWS::Lambda::Function", "Properties": {
            "Runtime": "python3.11", "Handler": "index.handler", "Timeout": "20", "Code": {"ZipFile": CODE},
            "Role": {"Fn::GetAtt": ["Role", "Arn"]},
            "Environment": {"Variables": {"TABLE": {"Ref": "Table"}}}}},
        "Permission": {"Type": "AWS::Lambda::Permission", "Properties": {
            "FunctionName": {"Ref": "Function"}, "Action": "lambda:InvokeFunction", "Principal": "s3.amazonaws.com"}},
        "Mapping": {"Type": "AWS::Lambda::EventSourceMapping", "Properties": {
            "EventSourceArn": {"Fn::GetAtt": ["Queue", "Arn"]}, "FunctionName": {"Ref": "Function"}, "BatchSize": "5"}},
        "Bucket": {"Type": "AWS::S3::Bucket", "DependsOn": "Permission", "Properties": {
            "VersioningConfiguration": {"Status": "Enabled"},
            "NotificationConfiguration": {"LambdaConfigurations": [
                {"Event": "s3:ObjectCreated:*", "Function": {"Fn::GetAtt": ["Function", "Arn"]}}]}}},
        "Machine": {"Type": "AWS::StepFunctions::StateMachine", "Properties": {
            "RoleArn": {"Fn::GetAtt": ["Role", "Arn"]},
            "DefinitionString": {"Fn::Sub": json.dumps(
                {"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "${Function.Arn}", "End": True}}})}}},
        "Group": {"Type": "AWS::Logs::LogGroup", "Properties": {"RetentionInDays": 7}},
    },
    "Outputs": {name: {"Value": {"Ref": name}} for name in
                ["Queue", "Table", "Function", "Bucket", "Machine", "Mapping", "Group"]},
}


class Stacks(ClientCase):
    @classmethod
    def setUpClass(cls):
        cls.cloudformation = client("cloudformation")

    def rest(self, name):
        def look():
            stack = self.cloudformation.describe_stacks(StackName=name)["Stacks"][0]
            return None if stack["StackStatus"].endswith("IN_PROGRESS") else stack
        return self.eventually(look)

    def create(self, name, template, **more):
        self.cloudformation.create_stack(StackName=name, TemplateBody=json.dumps(template),
                                         Capabilities=["CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"], **more)
        return self.rest(name)

    def remove(self, name):
        self.cloudformation.delete_stack(StackName=name)

        def gone():
            try:
                self.cloudformation.describe_stacks(StackName=name)
            except self.cloudformation.exceptions.ClientError as error:
                return "does not exist" in str(error)
        self.eventually(gone)

    def why(self, name):
        return [event.get("ResourceStatusReason") for event in
                self.cloudformation.describe_stack_events(StackName=name)["StackEvents"]
                if "FAILED" in event["ResourceStatus"]]

    def test_a_stack_of_many_services_comes_changes_and_goes(self):
        stack = self.create("many", TEMPLATE)
        self.assertEqual(stack["StackStatus"], "CREATE_COMPLETE", self.why("many"))
        made = {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}
        configuration = client("lambda").get_function_configuration(FunctionName=made["Function"])
        self.assertEqual(configuration["Timeout"], 20)
        self.assertEqual(configuration["Environment"]["Variables"], {"TABLE": made["Table"]})
        self.assertEqual(client("lambda").get_event_source_mapping(UUID=made["Mapping"])["BatchSize"], 5)
        notifications = client("s3").get_bucket_notification_configuration(Bucket=made["Bucket"])
        self.assertEqual(len(notifications["LambdaFunctionConfigurations"]), 1)
        ttl = client("dynamodb").describe_time_to_live(TableName=made["Table"])["TimeToLiveDescription"]
        self.assertEqual(ttl["AttributeName"], "ttl")

        self.cloudformation.update_stack(StackName="many", UsePreviousTemplate=True,
                                         Capabilities=["CAPABILITY_NAMED_IAM"],
                                         Parameters=[{"ParameterKey": "Delay", "ParameterValue": "7"}])
        self.assertEqual(self.rest("many")["StackStatus"], "UPDATE_COMPLETE", self.why("many"))
        attributes = client("sqs").get_queue_attributes(QueueUrl=made["Queue"], AttributeNames=["DelaySeconds"])
        self.assertEqual(attributes["Attributes"]["DelaySeconds"], "7")

        self.remove("many")
        self.refused("ResourceNotFoundException", client("lambda").get_function, FunctionName=made["Function"])
        self.refused("404", client("s3").head_bucket, Bucket=made["Bucket"])

    def test_a_custom_resource_reports_to_its_url(self):
        template = {"Resources": {
            "Function": {"Type": "AWS::Lambda::Function", "Properties": {
                "Runtime": "python3.11", "Handler": "index.handler", "Timeout": 20, "Code": {"ZipFile": CUSTOM},
                "Role": "arn:aws:iam::%s:role/any" % ACCOUNT}},
            "Thing": {"Type": "Custom::Thing", "Properties": {
                "ServiceToken": {"Fn::GetAtt": ["Function", "Arn"]}, "Size": 3}}},
            "Outputs": {"Id": {"Value": {"Ref": "Thing"}}, "Answer": {"Value": {"Fn::GetAtt": ["Thing", "Answer"]}}}}
        stack = self.create("custom", template)
        self.assertEqual(stack["StackStatus"], "CREATE_COMPLETE", self.why("custom"))
        self.assertEqual({o["OutputKey"]: o["OutputValue"] for o in stack["Outputs"]}, {"Id": "thing-3", "Answer": "42"})
        self.remove("custom")

    def test_inline_code_may_import_the_module_that_answers(self):
        for runtime, code in (
                ("python3.11", "import cfnresponse\ndef handler(event, context):\n"
                               "    cfnresponse.send(event, context, cfnresponse.SUCCESS, {'Answer': '42'}, 'thing')\n"),
                ("nodejs18.x", "const response = require('cfn-response');\nexports.handler = (event, context) => "
                               "response.send(event, context, response.SUCCESS, {Answer: '42'}, 'thing');\n")):
            template = {"Resources": {
                "Function": {"Type": "AWS::Lambda::Function", "Properties": {
                    "Runtime": runtime, "Handler": "index.handler", "Timeout": 20, "Code": {"ZipFile": code},
                    "Role": "arn:aws:iam::%s:role/any" % ACCOUNT}},
                "Thing": {"Type": "Custom::Thing", "Properties": {"ServiceToken": {"Fn::GetAtt": ["Function", "Arn"]}}}},
                "Outputs": {"Id": {"Value": {"Ref": "Thing"}},
                            "Answer": {"Value": {"Fn::GetAtt": ["Thing", "Answer"]}}}}
            with self.subTest(runtime):
                stack = self.create("answering", template)
                self.assertEqual(stack["StackStatus"], "CREATE_COMPLETE", self.why("answering"))
                self.assertEqual({o["OutputKey"]: o["OutputValue"] for o in stack["Outputs"]},
                                 {"Id": "thing", "Answer": "42"})
                self.remove("answering")

    def test_a_nested_stack_gives_its_outputs(self):
        s3 = client("s3")
        s3.create_bucket(Bucket="nested-templates")
        inner = {"Parameters": {"Name": {"Type": "String"}},
                 "Resources": {"Queue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": {"Ref": "Name"}}}},
                 "Outputs": {"Arn": {"Value": {"Fn::GetAtt": ["Queue", "Arn"]}}}}
        s3.put_object(Bucket="nested-templates", Key="inner.json", Body=json.dumps(inner))
        outer = {"Resources": {"Inner": {"Type": "AWS::CloudFormation::Stack", "Properties": {
            "TemplateURL": "https://nested-templates.s3.amazonaws.com/inner.json", "Parameters": {"Name": "inside"}}}},
            "Outputs": {"Arn": {"Value": {"Fn::GetAtt": ["Inner", "Outputs.Arn"]}}}}
        stack = self.create("outer", outer)
        self.assertEqual(stack["StackStatus"], "CREATE_COMPLETE", self.why("outer"))
        self.assertEqual(stack["Outputs"][0]["OutputValue"], "arn:aws:sqs:%s:%s:inside" % (REGION, ACCOUNT))
        self.remove("outer")

    def test_sam_is_written_out(self):
        template = {"Transform": "AWS::Serverless-2016-10-31", "Resources": {
            "Queue": {"Type": "AWS::SQS::Queue"},
            "Table": {"Type": "AWS::Serverless::SimpleTable"},
            "Function": {"Type": "AWS::Serverless::Function", "Properties": {
                "InlineCode": CODE, "Handler": "index.handler", "Runtime": "python3.11",
                "Policies": [{"SQSPollerPolicy": {"QueueName": "x"}}],
                "Events": {"Jobs": {"Type": "SQS", "Properties": {
                    "Queue": {"Fn::GetAtt": ["Queue", "Arn"]}, "BatchSize": 1}}}}}}}
        stack = self.create("sam", template)
        self.assertEqual(stack["StackStatus"], "CREATE_COMPLETE", self.why("sam"))
        types = {r["LogicalResourceId"]: r["ResourceType"] for r in
                 self.cloudformation.list_stack_resources(StackName="sam")["StackResourceSummaries"]}
        self.assertEqual(types["FunctionJobs"], "AWS::Lambda::EventSourceMapping")
        self.assertEqual(types["FunctionRole"], "AWS::IAM::Role")
        self.assertEqual(types["Table"], "AWS::DynamoDB::Table")
        self.remove("sam")

    def test_waiters_and_paginators_understand_the_answers(self):
        self.create("waited", {"Resources": {"T%d" % i: {"Type": "AWS::SQS::Queue"} for i in range(60)}})
        self.cloudformation.get_waiter("stack_create_complete").wait(StackName="waited")
        pages = list(self.cloudformation.get_paginator("describe_stack_events").paginate(StackName="waited"))
        self.assertEqual([len(page["StackEvents"]) for page in pages], [100, 82])
        self.refused("ValidationError", self.cloudformation.describe_stacks, StackName="no",
                     message="Stack with id no does not exist", status=400)
        self.refused("ChangeSetNotFound", self.cloudformation.describe_change_set, StackName="waited",
                     ChangeSetName="no", status=404)
        self.remove("waited")


if __name__ == "__main__":
    main()
