"""Topics that hand what is published to queues."""
import json

from client_case import ClientCase, arn, client, main


class Topics(ClientCase):
    sns, sqs = client("sns"), client("sqs")

    def received(self, queue):
        return self.sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=5, MaxNumberOfMessages=10).get("Messages", [])

    def test_what_is_published_reaches_the_queues_whose_filter_lets_it(self):
        topic = self.sns.create_topic(Name="told")["TopicArn"]
        self.assertEqual(topic, arn("sns", "told"))
        queues = {name: self.sqs.create_queue(QueueName=name)["QueueUrl"] for name in ("all", "some")}
        self.sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn("sqs", "all"))
        self.sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn("sqs", "some"),
                           Attributes={"FilterPolicy": json.dumps({"kind": ["a"]}), "RawMessageDelivery": "true"})
        for kind in ("a", "b"):
            self.sns.publish(TopicArn=topic, Message="is " + kind, MessageAttributes={"kind": {"DataType": "String", "StringValue": kind}})
        self.assertEqual(sorted(json.loads(message["Body"])["Message"] for message in self.received(queues["all"])), ["is a", "is b"])
        self.assertEqual([message["Body"] for message in self.received(queues["some"])], ["is a"])

    def test_attributes(self):
        topic = self.sns.create_topic(Name="named")["TopicArn"]
        self.sns.set_topic_attributes(TopicArn=topic, AttributeName="DisplayName", AttributeValue="shown")
        self.assertEqual(self.sns.get_topic_attributes(TopicArn=topic)["Attributes"]["DisplayName"], "shown")
        self.sns.delete_topic(TopicArn=topic)
        self.refused("NotFound", self.sns.get_topic_attributes, TopicArn=topic, status=404)


if __name__ == "__main__":
    main()
