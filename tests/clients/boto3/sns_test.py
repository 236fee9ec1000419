"""Topics that hand what is published to queues."""
import http.server
import json
import queue
import threading
import urllib.request

from client_case import ClientCase, arn, client, main


class Topics(ClientCase):
    sns, sqs = client("sns"), client("sqs")

    def received(self, url):
        return self.sqs.receive_message(QueueUrl=url, WaitTimeSeconds=5, MaxNumberOfMessages=10).get("Messages", [])

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

    def test_an_http_endpoint_confirms_by_visiting_the_link(self):
        posts = queue.Queue()

        class Hook(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                posts.put((self.headers["x-amz-sns-message-type"], json.loads(body)))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_):
                pass

        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hook) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            topic = self.sns.create_topic(Name="hooked")["TopicArn"]
            self.sns.subscribe(TopicArn=topic, Protocol="http", Endpoint=f"http://127.0.0.1:{server.server_port}/")
            kind, body = posts.get(timeout=10)
            self.assertEqual(kind, "SubscriptionConfirmation")
            with urllib.request.urlopen(body["SubscribeURL"], timeout=10) as answer:
                self.assertIn(topic, answer.read().decode())
            self.sns.publish(TopicArn=topic, Message="hello")
            kind, body = posts.get(timeout=10)
            self.assertEqual((kind, body["Message"]), ("Notification", "hello"))
            server.shutdown()


if __name__ == "__main__":
    main()
