import hashlib
import threading
import time

from client_case import ACCOUNT, ClientCase, arn, client, main

ABSENT = ("AWS.SimpleQueueService.NonExistentQueue", "QueueDoesNotExist")


class Sqs(ClientCase):
    sqs = client("sqs")

    def setUp(self):
        self.name = self.id().rpartition(".")[2]
        self.url = self.sqs.create_queue(QueueName=self.name)["QueueUrl"]

    def receive(self, url=None, **options):
        return self.sqs.receive_message(QueueUrl=url or self.url, **dict({"MaxNumberOfMessages": 10}, **options)).get("Messages", [])

    def absent(self, call, **parameters):
        from botocore.exceptions import ClientError
        with self.assertRaises(ClientError) as caught:
            call(**parameters)
        self.assertIn(caught.exception.response["Error"]["Code"], ABSENT)
        # boto3 spoke the Query protocol before it spoke JSON.
        self.assertIn(caught.exception.response["Error"]["Message"],
                      ("The specified queue does not exist.", "The specified queue does not exist for this wsdl version."))

    def test_queues(self):
        self.assertEqual(self.sqs.get_queue_url(QueueName=self.name)["QueueUrl"], self.url)
        self.assertTrue(self.url.endswith("/%s/%s" % (ACCOUNT, self.name)))
        self.assertEqual(self.sqs.create_queue(QueueName=self.name)["QueueUrl"], self.url)
        self.refused("QueueAlreadyExists", self.sqs.create_queue, QueueName=self.name, Attributes={"DelaySeconds": "9"})
        self.assertIn(self.url, self.sqs.list_queues(QueueNamePrefix=self.name)["QueueUrls"])
        self.sqs.delete_queue(QueueUrl=self.url)
        self.absent(self.sqs.get_queue_url, QueueName=self.name)
        self.absent(self.sqs.send_message, QueueUrl=self.url, MessageBody="x")

    def test_queues_are_listed_in_pages(self):
        for number in range(3):
            self.sqs.create_queue(QueueName="paged-%d" % number)
        pages = list(self.sqs.get_paginator("list_queues").paginate(QueueNamePrefix="paged-", PaginationConfig={"PageSize": 2}))
        self.assertEqual([len(page["QueueUrls"]) for page in pages], [2, 1])

    def test_attributes(self):
        attributes = self.sqs.get_queue_attributes(QueueUrl=self.url, AttributeNames=["All"])["Attributes"]
        expected = {"QueueArn": arn("sqs", self.name), "VisibilityTimeout": "30", "DelaySeconds": "0",
                    "MaximumMessageSize": attributes["MaximumMessageSize"], "MessageRetentionPeriod": "345600",
                    "ReceiveMessageWaitTimeSeconds": "0", "ApproximateNumberOfMessages": "0",
                    "ApproximateNumberOfMessagesNotVisible": "0", "ApproximateNumberOfMessagesDelayed": "0"}
        self.assertEqual({name: attributes.get(name) for name in expected}, expected)
        self.sqs.set_queue_attributes(QueueUrl=self.url, Attributes={"VisibilityTimeout": "5"})
        self.assertEqual(self.sqs.get_queue_attributes(QueueUrl=self.url, AttributeNames=["VisibilityTimeout"])["Attributes"],
                         {"VisibilityTimeout": "5"})
        self.refused("InvalidAttributeValue", self.sqs.set_queue_attributes, QueueUrl=self.url,
                     Attributes={"VisibilityTimeout": "43201"})

    def test_a_message_comes_and_goes(self):
        sent = self.sqs.send_message(QueueUrl=self.url, MessageBody="hello ä", MessageAttributes={
            "kind": {"DataType": "String", "StringValue": "greeting"}})
        self.assertEqual(sent["MD5OfMessageBody"], hashlib.md5("hello ä".encode()).hexdigest())
        message, = self.receive(AttributeNames=["All"], MessageAttributeNames=["All"])
        self.assertEqual((message["Body"], message["MessageId"]), ("hello ä", sent["MessageId"]))
        self.assertEqual(message["Attributes"]["ApproximateReceiveCount"], "1")
        self.assertEqual(message["MessageAttributes"]["kind"]["StringValue"], "greeting")
        self.assertEqual(message["MD5OfMessageAttributes"], sent["MD5OfMessageAttributes"])
        self.assertEqual(self.receive(), [])
        self.sqs.change_message_visibility(QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0)
        message, = self.receive()
        self.sqs.delete_message(QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"])
        self.sqs.delete_message(QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"])
        self.refused("ReceiptHandleIsInvalid", self.sqs.delete_message, QueueUrl=self.url, ReceiptHandle="nonsense")

    def test_batches(self):
        answer = self.sqs.send_message_batch(QueueUrl=self.url, Entries=[
            {"Id": "a", "MessageBody": "one"}, {"Id": "b", "MessageBody": "two", "DelaySeconds": 901}])
        self.assertEqual(([entry["Id"] for entry in answer["Successful"]], [entry["Id"] for entry in answer["Failed"]]),
                         (["a"], ["b"]))
        message, = self.receive()
        changed = self.sqs.change_message_visibility_batch(QueueUrl=self.url, Entries=[
            {"Id": "x", "ReceiptHandle": message["ReceiptHandle"], "VisibilityTimeout": 60}])
        self.assertEqual(changed["Successful"], [{"Id": "x"}])
        deleted = self.sqs.delete_message_batch(QueueUrl=self.url, Entries=[
            {"Id": "x", "ReceiptHandle": message["ReceiptHandle"]}])
        self.assertEqual(deleted["Successful"], [{"Id": "x"}])
        self.refused("AWS.SimpleQueueService.BatchEntryIdsNotDistinct", self.sqs.send_message_batch, QueueUrl=self.url,
                     Entries=[{"Id": "a", "MessageBody": "one"}] * 2)
        self.refused("AWS.SimpleQueueService.TooManyEntriesInBatchRequest", self.sqs.send_message_batch, QueueUrl=self.url,
                     Entries=[{"Id": str(n), "MessageBody": "x"} for n in range(11)])

    def test_a_long_poll_ends_when_a_message_comes(self):
        began = time.monotonic()
        threading.Timer(0.3, lambda: self.sqs.send_message(QueueUrl=self.url, MessageBody="late")).start()
        message, = self.receive(WaitTimeSeconds=10)
        self.assertEqual(message["Body"], "late")
        self.assertLess(time.monotonic() - began, 8)

    def test_a_delay(self):
        self.sqs.send_message(QueueUrl=self.url, MessageBody="later", DelaySeconds=1)
        self.assertEqual(self.receive(), [])
        self.assertEqual(len(self.receive(WaitTimeSeconds=5)), 1)

    def test_dead_letters(self):
        dead = self.sqs.create_queue(QueueName=self.name + "-dead")["QueueUrl"]
        self.sqs.set_queue_attributes(QueueUrl=self.url, Attributes={
            "RedrivePolicy": '{"deadLetterTargetArn": "%s", "maxReceiveCount": "1"}' % arn("sqs", self.name + "-dead")})
        self.sqs.send_message(QueueUrl=self.url, MessageBody="poison")
        self.assertEqual(len(self.receive(VisibilityTimeout=0)), 1)
        self.assertEqual(self.receive(), [])
        self.assertEqual(self.receive(dead)[0]["Body"], "poison")
        self.assertEqual(self.sqs.list_dead_letter_source_queues(QueueUrl=dead)["queueUrls"], [self.url])

    def test_first_in_first_out(self):
        url = self.sqs.create_queue(QueueName=self.name + ".fifo", Attributes={
            "FifoQueue": "true", "ContentBasedDeduplication": "true"})["QueueUrl"]
        for body in ("one", "two", "one"):
            self.sqs.send_message(QueueUrl=url, MessageBody=body, MessageGroupId="g")
        messages = self.receive(url, AttributeNames=["All"])
        self.assertEqual([message["Body"] for message in messages], ["one", "two"])
        self.assertEqual(messages[0]["Attributes"]["MessageGroupId"], "g")
        self.refused("MissingParameter", self.sqs.send_message, QueueUrl=url, MessageBody="x",
                     message="The request must contain the parameter MessageGroupId.")

    def test_what_is_refused(self):
        self.refused("InvalidParameterValue", self.sqs.receive_message, QueueUrl=self.url, MaxNumberOfMessages=11)
        self.refused("InvalidParameterValue", self.sqs.create_queue, QueueName="not allowed!")

    def test_tags(self):
        self.sqs.tag_queue(QueueUrl=self.url, Tags={"a": "1", "b": "2"})
        self.sqs.untag_queue(QueueUrl=self.url, TagKeys=["a"])
        self.assertEqual(self.sqs.list_queue_tags(QueueUrl=self.url)["Tags"], {"b": "2"})

    def test_purge(self):
        self.sqs.send_message(QueueUrl=self.url, MessageBody="x")
        self.sqs.purge_queue(QueueUrl=self.url)
        self.assertEqual(self.receive(), [])


if __name__ == "__main__":
    main()
