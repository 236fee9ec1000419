#include "tests/services/sqs/sqs_world.h"

namespace orrery {

TEST_CASE_METHOD(SqsWorld, "a queue's URL names the address the client used", "[sqs]") {
  context.host = "localhost:1234";
  CHECK(make("q") == "http://localhost:1234/123456789012/q");
}

TEST_CASE_METHOD(SqsWorld, "a new queue has AWS's defaults", "[sqs]") {
  const auto url = make("q");
  const auto answer =
      call("sqs", "GetQueueAttributes", json::object{{"QueueUrl", url}, {"AttributeNames", {"All"}}});
  CHECK(answer.at("Attributes") == parse(R"({
    "QueueArn": "arn:aws:sqs:us-east-1:123456789012:q", "ApproximateNumberOfMessages": "0",
    "ApproximateNumberOfMessagesNotVisible": "0", "ApproximateNumberOfMessagesDelayed": "0",
    "CreatedTimestamp": "1767225600", "LastModifiedTimestamp": "1767225600", "VisibilityTimeout": "30",
    "MaximumMessageSize": "1048576", "MessageRetentionPeriod": "345600", "DelaySeconds": "0",
    "ReceiveMessageWaitTimeSeconds": "0", "SqsManagedSseEnabled": "true"})"));
}

TEST_CASE_METHOD(SqsWorld, "a new FIFO queue has the FIFO attributes too", "[sqs]") {
  const auto url = make("q.fifo");
  CHECK(attribute(url, "FifoQueue") == "true");
  CHECK(attribute(url, "ContentBasedDeduplication") == "false");
  CHECK(attribute(url, "DeduplicationScope") == "queue");
  CHECK(attribute(url, "FifoThroughputLimit") == "perQueue");
}

TEST_CASE_METHOD(SqsWorld, "a queue is made once", "[sqs]") {
  const auto url = make("q", {{"DelaySeconds", "5"}});
  CHECK(make("q") == url);
  CHECK(make("q", {{"DelaySeconds", "5"}, {"VisibilityTimeout", "30"}}) == url);
  CHECK(refusal("sqs", "CreateQueue",
                json::object{{"QueueName", "q"}, {"Attributes", {{"DelaySeconds", "6"}}}}) ==
        "QueueNameExists: A queue already exists with the same name and a different value for attribute "
        "DelaySeconds");
}

TEST_CASE_METHOD(SqsWorld, "what cannot be a queue is refused in AWS's words", "[sqs]") {
  struct Row {
    json::object input;
    const char* refusal;
  };
  const std::string plain_name =
      "InvalidParameterValueException: Can only include alphanumeric characters, hyphens, or underscores. 1 "
      "to 80 in "
      "length";
  const std::string fifo_name =
      "InvalidParameterValueException: The name of a FIFO queue can only include alphanumeric characters, "
      "hyphens, or "
      "underscores, must end with .fifo suffix and be 1 to 80 in length.";
  const auto with = [](const char* name, json::object attributes) {
    return json::object{{"QueueName", name}, {"Attributes", std::move(attributes)}};
  };
  CHECK(refusal("sqs", "CreateQueue", with("a b", {})) == plain_name);
  CHECK(refusal("sqs", "CreateQueue", with("", {})) == plain_name);
  CHECK(refusal("sqs", "CreateQueue", with(std::string(81, 'x').c_str(), {})) == plain_name);
  CHECK(refusal("sqs", "CreateQueue", with("q.fifo", {})) == plain_name);
  CHECK(refusal("sqs", "CreateQueue", with("q", {{"FifoQueue", "true"}})) == fifo_name);
  CHECK(refusal("sqs", "CreateQueue", with("q", {{"FifoQueue", "false"}})) ==
        "InvalidAttributeName: Unknown Attribute FifoQueue.");
  CHECK(refusal("sqs", "CreateQueue", with("q", {{"ContentBasedDeduplication", "true"}})) ==
        "InvalidAttributeName: Unknown Attribute ContentBasedDeduplication.");
  CHECK(refusal("sqs", "CreateQueue", with("q", {{"Foo", "1"}})) ==
        "InvalidAttributeName: Unknown Attribute Foo.");
  CHECK(refusal("sqs", "CreateQueue", json::object{}) ==
        "MissingRequiredParameterException: The request must contain the parameter QueueName.");
  for (const auto& [name, value] :
       std::vector<std::pair<const char*, const char*>>{{"VisibilityTimeout", "-1"},
                                                        {"VisibilityTimeout", "43201"},
                                                        {"DelaySeconds", "901"},
                                                        {"MaximumMessageSize", "1023"},
                                                        {"MaximumMessageSize", "1048577"},
                                                        {"MessageRetentionPeriod", "59"},
                                                        {"ReceiveMessageWaitTimeSeconds", "21"},
                                                        {"VisibilityTimeout", "abc"},
                                                        {"Policy", "not JSON"},
                                                        {"SqsManagedSseEnabled", "yes"}}) {
    CHECK(refusal("sqs", "CreateQueue", with("q", {{name, value}})) ==
          std::string("InvalidAttributeValue: Invalid value for the parameter ") + name + ".");
  }
}

TEST_CASE_METHOD(SqsWorld, "the name of a deleted queue rests for a minute", "[sqs]") {
  const auto url = make("q");
  send(url, "old");
  call("sqs", "DeleteQueue", json::object{{"QueueUrl", url}});
  CHECK(refusal("sqs", "CreateQueue", json::object{{"QueueName", "q"}}) ==
        "QueueDeletedRecently: You must wait 60 seconds after deleting a queue before you can create another "
        "with the "
        "same name.");
  advance(60s);
  make("q");
  CHECK(receive(url).empty());
}

TEST_CASE_METHOD(SqsWorld, "tags are given with the queue", "[sqs]") {
  for (const char* member : {"tags", "Tags"}) {
    const std::string name = std::string("with-") + member;
    call("sqs", "CreateQueue", json::object{{"QueueName", name}, {member, {{"a", "b"}}}});
    CHECK(call("sqs", "ListQueueTags", json::object{{"QueueUrl", name}}).at("Tags") == parse("{'a': 'b'}"));
  }
}

}  // namespace orrery
