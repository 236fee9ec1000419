"""Event source mappings with real queues, streams and functions."""
from client_case import ROLE, ClientCase, arn, client, main, zipped

# Each message becomes an item; each item of a message becomes a copy, by way of the table's stream.
COPIES = """
import boto3
table = boto3.client("dynamodb")

def put(key, source):
    table.put_item(TableName="copies", Item={"k": {"S": key}, "source": {"S": source}})

def handler(event, context):
    for record in event["Records"]:
        if "body" in record:
            put(record["body"], "queue")
        elif record["dynamodb"]["NewImage"]["source"]["S"] == "queue":
            put("copy-" + record["dynamodb"]["Keys"]["k"]["S"], "stream")
"""

# What a window comes to goes to a queue.
COUNTING = """
import boto3

def handler(event, context):
    count = event["state"].get("count", 0) + len(event["Records"])
    if event["isFinalInvokeForWindow"]:
        boto3.client("sqs").send_message(QueueUrl="%s", MessageBody=str(count))
    return {"state": {"count": count}}
"""


class EventSources(ClientCase):
    awslambda = client("lambda")
    sqs = client("sqs")
    dynamodb = client("dynamodb")

    def create(self, name, source):
        self.awslambda.create_function(FunctionName=name, Runtime="python3.12", Role=ROLE, Handler="main.handler",
                                       Code={"ZipFile": zipped({"main.py": source})}, Timeout=20)

    def count(self):
        return self.dynamodb.scan(TableName="copies", Select="COUNT")["Count"]

    def test_a_queue_and_a_stream_feed_one_function(self):
        self.create("copier", COPIES)
        table = self.dynamodb.create_table(
            TableName="copies", BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "k", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "k", "KeyType": "HASH"}],
            StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"})["TableDescription"]
        queue = self.sqs.create_queue(QueueName="words")["QueueUrl"]
        made = self.awslambda.create_event_source_mapping(EventSourceArn=arn("sqs", "words"), FunctionName="copier")
        self.assertEqual(made["State"], "Creating")
        self.assertEqual(self.awslambda.get_event_source_mapping(UUID=made["UUID"])["State"], "Enabled")
        self.awslambda.create_event_source_mapping(EventSourceArn=table["LatestStreamArn"], FunctionName="copier",
                                                   StartingPosition="LATEST")
        for batch in range(3):
            entries = [{"Id": str(at), "MessageBody": "m%d-%d" % (batch, at)} for at in range(10)]
            self.sqs.send_message_batch(QueueUrl=queue, Entries=entries)
        self.eventually(lambda: self.count() == 60, seconds=60)
        left = self.sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]
        self.assertEqual(left["ApproximateNumberOfMessages"], "0")

    def test_only_what_a_function_reports_as_failed_stays(self):
        self.create("picky", "def handler(event, context):\n"
                             "    bad = [r['messageId'] for r in event['Records'] if r['body'] == 'bad']\n"
                             "    return {'batchItemFailures': [{'itemIdentifier': id} for id in bad]}\n")
        queue = self.sqs.create_queue(QueueName="picked")["QueueUrl"]
        self.awslambda.create_event_source_mapping(EventSourceArn=arn("sqs", "picked"), FunctionName="picky",
                                                   FunctionResponseTypes=["ReportBatchItemFailures"])
        entries = [{"Id": str(at), "MessageBody": body} for at, body in enumerate(["good", "bad", "fine"])]
        self.sqs.send_message_batch(QueueUrl=queue, Entries=entries)

        def left():
            counts = self.sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]
            return counts["ApproximateNumberOfMessages"], counts["ApproximateNumberOfMessagesNotVisible"]
        self.eventually(lambda: left() == ("0", "1"))

    def test_a_tumbling_window_of_a_stream_counts_and_ends(self):
        kinesis = client("kinesis")
        kinesis.create_stream(StreamName="counted", ShardCount=1)
        kinesis.get_waiter("stream_exists").wait(StreamName="counted", WaiterConfig={"Delay": 1})
        queue = self.sqs.create_queue(QueueName="sums")["QueueUrl"]
        self.create("counting", COUNTING % queue)
        self.awslambda.create_event_source_mapping(EventSourceArn=arn("kinesis", "stream/counted"),
                                                   FunctionName="counting", StartingPosition="TRIM_HORIZON",
                                                   TumblingWindowInSeconds=1)
        for _ in range(3):
            kinesis.put_record(StreamName="counted", PartitionKey="k", Data=b"x")
        sums = []

        def all_counted():
            for message in self.sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=1).get("Messages", []):
                self.sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
                sums.append(int(message["Body"]))
            return sum(sums) == 3
        self.eventually(all_counted)

    def test_a_mapping_is_made_once(self):
        self.create("once", "def handler(event, context): pass\n")
        self.sqs.create_queue(QueueName="once")
        parameters = {"EventSourceArn": arn("sqs", "once"), "FunctionName": "once"}
        uuid = self.awslambda.create_event_source_mapping(**parameters)["UUID"]
        self.refused("ResourceConflictException", self.awslambda.create_event_source_mapping,
                     "Please update or delete the existing mapping with UUID " + uuid, **parameters)
        self.refused("InvalidParameterValueException", self.awslambda.create_event_source_mapping,
                     "Error occurred while ReceiveMessage.", EventSourceArn=arn("sqs", "nowhere"), FunctionName="once")
        self.assertEqual(self.awslambda.delete_event_source_mapping(UUID=uuid)["State"], "Deleting")
        self.refused("ResourceNotFoundException", self.awslambda.get_event_source_mapping, UUID=uuid)


if __name__ == "__main__":
    main()
