// The same operations over the Query protocol.
#include "core/protocol/aws_query.h"
#include "tests/services/sqs/sqs_world.h"

namespace orrery {
namespace {

struct QueryWorld : SqsWorld {
  // What a client of the Query protocol gets for a form.
  std::string ask(const std::string& operation, const std::string& form) {
    const auto& wire = *sqs.info().wires.query;
    try {
      const auto result = call("sqs", operation, protocol::read_query(wire, form));
      return protocol::write_query(wire, operation, result, "r");
    } catch (const AwsError& error) {
      return protocol::write_query_error(wire, error, "r");
    }
  }
  static std::string between(const std::string& xml, const std::string& tag) {
    const auto from = xml.find("<" + tag + ">");
    if (from == std::string::npos) return "";
    return xml.substr(from + tag.size() + 2, xml.find("</" + tag + ">") - from - tag.size() - 2);
  }
};

}  // namespace

TEST_CASE_METHOD(QueryWorld, "a queue is made, used and described over the Query protocol", "[sqs]") {
  const auto made =
      ask("CreateQueue",
          "Action=CreateQueue&QueueName=q&Attribute.1.Name=VisibilityTimeout&Attribute.1.Value=7&"
          "Tag.1.Key=a&Tag.1.Value=b&Version=2012-11-05");
  CHECK(between(made, "QueueUrl") == "http://127.0.0.1:4566/123456789012/q");
  CHECK(made.find("<CreateQueueResponse xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\">") !=
        std::string::npos);
  CHECK(ask("GetQueueAttributes", "QueueUrl=q&AttributeName.1=VisibilityTimeout")
            .find("<Attribute><Name>VisibilityTimeout</Name><Value>7</Value></Attribute>") !=
        std::string::npos);
  CHECK(ask("ListQueueTags", "QueueUrl=q").find("<Tag><Key>a</Key><Value>b</Value></Tag>") !=
        std::string::npos);
  CHECK(ask("ListQueues", "")
            .find("<ListQueuesResult><QueueUrl>http://127.0.0.1:4566/123456789012/q</QueueUrl>") !=
        std::string::npos);

  const auto sent =
      ask("SendMessage",
          "QueueUrl=q&MessageBody=a%26b&MessageAttribute.1.Name=n&MessageAttribute.1.Value.DataType=String&"
          "MessageAttribute.1.Value.StringValue=v");
  CHECK(between(sent, "MD5OfMessageBody").size() == 32);
  CHECK(between(sent, "MD5OfMessageAttributes").size() == 32);
  const auto got = ask("ReceiveMessage",
                       "QueueUrl=q&AttributeName.1=All&MessageAttributeName.1=All&MaxNumberOfMessages=10");
  CHECK(between(got, "Body") == "a&amp;b");
  CHECK(got.find("<Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value></Attribute>") !=
        std::string::npos);
  CHECK(got.find("<MessageAttribute><Name>n</Name><Value><DataType>String</DataType>") != std::string::npos);
  CHECK(got.find("<ReceiveMessageResult><Message><MessageId>") != std::string::npos);
}

TEST_CASE_METHOD(QueryWorld, "each batch operation has its own names for what succeeded", "[sqs]") {
  make("q");
  const auto sent =
      ask("SendMessageBatch",
          "QueueUrl=q&SendMessageBatchRequestEntry.1.Id=x&SendMessageBatchRequestEntry.1.MessageBody=1&"
          "SendMessageBatchRequestEntry.2.Id=y&SendMessageBatchRequestEntry.2.MessageBody=%01");
  CHECK(sent.find("<SendMessageBatchResultEntry>") != std::string::npos);
  CHECK(sent.find("<BatchResultErrorEntry><Id>y</Id><SenderFault>true</"
                  "SenderFault><Code>InvalidMessageContents</Code>") != std::string::npos);
  const auto got = ask("ReceiveMessage", "QueueUrl=q");
  const auto handle = percent_encode(between(got, "ReceiptHandle"));
  const auto changed = ask("ChangeMessageVisibilityBatch",
                           "QueueUrl=q&ChangeMessageVisibilityBatchRequestEntry.1.Id=x&"
                           "ChangeMessageVisibilityBatchRequestEntry.1.VisibilityTimeout=5&"
                           "ChangeMessageVisibilityBatchRequestEntry.1.ReceiptHandle=" +
                               handle);
  CHECK(changed.find("<ChangeMessageVisibilityBatchResultEntry><Id>x</Id>") != std::string::npos);
  const auto removed = ask("DeleteMessageBatch",
                           "QueueUrl=q&DeleteMessageBatchRequestEntry.1.Id=x&"
                           "DeleteMessageBatchRequestEntry.1.ReceiptHandle=" +
                               handle);
  CHECK(removed.find("<DeleteMessageBatchResultEntry><Id>x</Id>") != std::string::npos);
  CHECK(counts("q") == "0/0/0");
}

TEST_CASE_METHOD(QueryWorld, "errors have the codes of the Query protocol", "[sqs]") {
  make("q");
  CHECK(between(ask("SendMessage", "QueueUrl=none&MessageBody=x"), "Code") ==
        "AWS.SimpleQueueService.NonExistentQueue");
  CHECK(ask("SendMessage", "QueueUrl=none&MessageBody=x")
            .find("<Message>The specified queue does not exist for this wsdl version.</Message><Detail/>") !=
        std::string::npos);
  CHECK(between(ask("SendMessage", "QueueUrl=q"), "Code") == "MissingParameter");
  CHECK(between(ask("ReceiveMessage", "QueueUrl=q&MaxNumberOfMessages=11"), "Code") ==
        "InvalidParameterValue");
  CHECK(between(ask("CreateQueue", "QueueName=q&Attribute.1.Name=DelaySeconds&Attribute.1.Value=3"),
                "Code") == "QueueAlreadyExists");
  CHECK(between(ask("DeleteMessage", "QueueUrl=q&ReceiptHandle=x"), "Code") == "ReceiptHandleIsInvalid");
  CHECK(between(ask("CreateQueue", "QueueName=z&Attribute.1.Name=Foo&Attribute.1.Value=3"), "Code") ==
        "InvalidAttributeName");
}

TEST_CASE_METHOD(QueryWorld, "peeking shows every message and changes none", "[sqs]") {
  const auto url = make("q");
  send(url, "a");
  send(url, "b");
  send(url, "c", {{"DelaySeconds", 5}});
  receive(url);
  for (int again = 0; again < 2; ++again) {
    const auto seen =
        call("sqs", "OrreryPeekMessages", json::object{{"QueueUrl", url}}).at("Messages").as_array();
    REQUIRE(seen.size() == 3);
    CHECK(seen[0].at("State") == "InFlight");
    CHECK(seen[1].at("State") == "Visible");
    CHECK(seen[2].at("State") == "Delayed");
  }
  CHECK(counts(url) == "1/1/1");
  const auto page = call("sqs", "OrreryPeekMessages", json::object{{"QueueUrl", url}, {"MaxResults", 2}});
  const auto rest =
      call("sqs", "OrreryPeekMessages", json::object{{"QueueUrl", url}, {"NextToken", page.at("NextToken")}});
  CHECK(rest.at("Messages").at(0).at("Body") == "c");
}

}  // namespace orrery
