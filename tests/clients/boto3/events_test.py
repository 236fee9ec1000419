"""EventBridge: rules, and what sends events."""
import datetime
import json
import unittest

from client_case import ROLE, ClientCase, arn, client, main

TEMPLATE = """
Transform: AWS::Serverless-2016-10-31
Resources:
  Tick:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.11
      Handler: index.handler
      InlineCode: "def handler(event, context): print('rang', event['detail-type'])"
      Events:
        Often: {Type: Schedule, Properties: {Schedule: rate(5 minutes)}}
        Sale: {Type: EventBridgeRule, Properties: {Pattern: {source: [shop]}}}
Outputs:
  Name: {Value: !Ref Tick}
"""


class Events(ClientCase):
    events, sqs, s3 = client("events"), client("sqs"), client("s3")

    def queue_for(self, name, pattern, **target):
        url = self.sqs.create_queue(QueueName=name)["QueueUrl"]
        self.events.put_rule(Name=name, EventPattern=json.dumps(pattern))
        answer = self.events.put_targets(Rule=name, Targets=[dict(target, Id="queue", Arn=arn("sqs", name))])
        self.assertEqual(answer["FailedEntryCount"], 0)
        return url

    def received(self, url):
        messages = self.eventually(lambda: self.sqs.receive_message(QueueUrl=url, WaitTimeSeconds=1).get("Messages"))
        return messages[0]["Body"]

    def test_an_event_is_put_and_routed(self):
        url = self.queue_for("routed", {"source": ["shop"], "detail": {"state": [{"prefix": "pa"}]}},
                             InputTransformer={"InputPathsMap": {"id": "$.detail.id"}, "InputTemplate": '{"paid": <id>}'})
        answer = self.events.put_events(Entries=[
            {"Source": "shop", "DetailType": "order", "Detail": json.dumps({"id": 7, "state": "paid"})},
            {"Source": "shop", "DetailType": "order", "Detail": "no"}])
        self.assertEqual(answer["FailedEntryCount"], 1)
        self.assertEqual(answer["Entries"][1]["ErrorCode"], "MalformedDetail")
        self.assertEqual(json.loads(self.received(url)), {"paid": 7})

    def test_an_object_is_an_event(self):
        url = self.queue_for("objects", {"source": ["aws.s3"], "detail-type": ["Object Created"]})
        self.s3.create_bucket(Bucket="to-events")
        self.s3.put_bucket_notification_configuration(Bucket="to-events", NotificationConfiguration={"EventBridgeConfiguration": {}})
        self.s3.put_object(Bucket="to-events", Key="k", Body=b"abc")
        event = json.loads(self.received(url))
        self.assertEqual(event["detail"]["bucket"]["name"], "to-events")
        self.assertEqual(event["detail"]["object"]["size"], 3)

    def test_a_state_machine_puts_events(self):
        url = self.queue_for("machine", {"source": ["machine"]})
        states = client("stepfunctions")
        definition = {"StartAt": "Put", "States": {"Put": {
            "Type": "Task", "Resource": "arn:aws:states:::events:putEvents", "End": True, "Parameters": {
                "Entries": [{"Source": "machine", "DetailType": "d", "Detail": {"n.$": "$.n"}}]}}}}
        made = states.create_state_machine(name="puts", roleArn=ROLE, definition=json.dumps(definition))
        states.start_execution(stateMachineArn=made["stateMachineArn"], input='{"n": 3}')
        self.assertEqual(json.loads(self.received(url))["detail"], {"n": 3})

    def test_a_template_has_rules(self):
        formation, logs = client("cloudformation"), client("logs")
        formation.create_stack(StackName="ticks", TemplateBody=TEMPLATE, Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"])
        formation.get_waiter("stack_create_complete").wait(StackName="ticks", WaiterConfig={"Delay": 1})
        rules = [rule for rule in self.events.list_rules()["Rules"] if rule["Name"].startswith("ticks")]
        self.assertEqual(sorted(rule.get("ScheduleExpression", "") for rule in rules), ["", "rate(5 minutes)"])
        self.events.put_events(Entries=[{"Source": "shop", "DetailType": "sale", "Detail": "{}"}])
        name = formation.describe_stacks(StackName="ticks")["Stacks"][0]["Outputs"][0]["OutputValue"]

        def lines():
            try:
                return logs.filter_log_events(logGroupName="/aws/lambda/" + name, filterPattern="rang")["events"]
            except logs.exceptions.ResourceNotFoundException:
                return []
        self.assertEqual(self.eventually(lines)[0]["message"].strip(), "rang sale")
        formation.delete_stack(StackName="ticks")
        formation.get_waiter("stack_delete_complete").wait(StackName="ticks", WaiterConfig={"Delay": 1})
        self.assertEqual([rule for rule in self.events.list_rules()["Rules"] if rule["Name"].startswith("ticks")], [])

    def test_what_an_archive_kept_is_sent_again(self):
        url = self.queue_for("again", {"source": ["again"]})
        bus = arn("events", "event-bus/default")
        archive = self.events.create_archive(ArchiveName="kept", EventSourceArn=bus,
                                             EventPattern=json.dumps({"source": ["again"]}))["ArchiveArn"]
        self.events.put_events(Entries=[{"Source": "again", "DetailType": "d", "Detail": "{}"}])
        first = json.loads(self.received(url))
        now, minute = datetime.datetime.now(datetime.timezone.utc), datetime.timedelta(minutes=1)
        self.events.start_replay(ReplayName="once-more", EventSourceArn=archive, EventStartTime=now - minute,
                                 EventEndTime=now + minute, Destination={"Arn": bus})
        second = json.loads(self.received(url))
        self.assertEqual(second.pop("replay-name"), "once-more")
        self.assertEqual(second, first)
        self.eventually(lambda: self.events.describe_replay(ReplayName="once-more")["State"] == "COMPLETED")
        self.assertEqual(self.events.describe_archive(ArchiveName="kept")["EventCount"], 1)

    def test_refusals(self):
        self.refused("ResourceNotFoundException", self.events.describe_rule, "Rule none does not exist on EventBus default.", Name="none")
        self.refused("ValidationException", self.events.put_rule, "Parameter ScheduleExpression is not valid.", Name="r", ScheduleExpression="often")
        self.refused("InvalidEventPatternException", self.events.put_rule, Name="r", EventPattern="{")


if __name__ == "__main__":
    main()
