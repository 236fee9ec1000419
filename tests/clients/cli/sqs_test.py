from client_case import CliCase, main


class Sqs(CliCase):
    def test_messages(self):
        url = self.aws("sqs", "create-queue", "--queue-name", "cli", "--attributes", "VisibilityTimeout=60")["QueueUrl"]
        self.assertEqual(self.aws("sqs", "get-queue-url", "--queue-name", "cli")["QueueUrl"], url)
        sent = self.aws("sqs", "send-message", "--queue-url", url, "--message-body", "hello")
        message, = self.aws("sqs", "receive-message", "--queue-url", url, "--attribute-names", "All")["Messages"]
        self.assertEqual((message["Body"], message["MessageId"]), ("hello", sent["MessageId"]))
        counts = self.aws("sqs", "get-queue-attributes", "--queue-url", url, "--attribute-names", "All")["Attributes"]
        self.assertEqual((counts["ApproximateNumberOfMessages"], counts["ApproximateNumberOfMessagesNotVisible"]), ("0", "1"))
        self.aws("sqs", "delete-message", "--queue-url", url, "--receipt-handle", message["ReceiptHandle"])
        self.aws("sqs", "send-message-batch", "--queue-url", url, "--entries", "Id=a,MessageBody=x", "Id=b,MessageBody=y")
        self.aws("sqs", "purge-queue", "--queue-url", url)
        self.aws("sqs", "delete-queue", "--queue-url", url)
        self.assertIn("(AWS.SimpleQueueService.NonExistentQueue)", self.aws(
            "sqs", "get-queue-url", "--queue-name", "cli", status=1).replace("(QueueDoesNotExist)", "(AWS.SimpleQueueService.NonExistentQueue)"))


if __name__ == "__main__":
    main()
