// Finding, listing, tagging, changing, purging and deleting queues.
#include "tests/services/sqs/sqs_world.h"

namespace orrery {

TEST_CASE_METHOD(SqsWorld, "a queue is found by any URL that ends in its name", "[sqs]") {
  make("q");
  for (const char* url :
       {"http://127.0.0.1:4566/123456789012/q", "https://sqs.us-east-1.amazonaws.com/123456789012/q", "q",
        "/123456789012/q", "http://localhost/queue/q/"}) {
    INFO(url);
    CHECK(counts(url) == "0/0/0");
  }
  CHECK(refusal("sqs", "SendMessage", json::object{{"QueueUrl", "none"}, {"MessageBody", "x"}}) ==
        "QueueDoesNotExist: The specified queue does not exist.");
  CHECK(refusal("sqs", "GetQueueUrl", json::object{{"QueueName", "none"}}) ==
        "QueueDoesNotExist: The specified queue does not exist.");
}

TEST_CASE_METHOD(SqsWorld, "another account's queue is found by its owner", "[sqs]") {
  make("q");
  context.account = "999999999999";
  CHECK(refusal("sqs", "GetQueueUrl", json::object{{"QueueName", "q"}}).starts_with("QueueDoesNotExist"));
  CHECK(text(call("sqs", "GetQueueUrl",
                  json::object{{"QueueName", "q"}, {"QueueOwnerAWSAccountId", "123456789012"}})
                 .at("QueueUrl")) == "http://127.0.0.1:4566/123456789012/q");
}

TEST_CASE_METHOD(SqsWorld, "queues are listed by prefix and in pages", "[sqs]") {
  CHECK(call("sqs", "ListQueues").empty());
  for (const char* name : {"b1", "a1", "b3", "b2"}) make(name);
  const auto names = [&](json::object input) {
    std::string seen;
    while (true) {
      const auto answer = call("sqs", "ListQueues", input);
      for (const auto& url : answer.at("QueueUrls").as_array()) seen += text(url).substr(35);
      if (!answer.contains("NextToken")) return seen;
      input["NextToken"] = answer.at("NextToken");
      seen += "|";
    }
  };
  CHECK(names({}) == "a1b1b2b3");
  CHECK(names({{"QueueNamePrefix", "b"}, {"MaxResults", 2}}) == "b1b2|b3");
  CHECK(refusal("sqs", "ListQueues", json::object{{"MaxResults", 1001}})
            .starts_with("InvalidParameterValueException"));
}

TEST_CASE_METHOD(SqsWorld, "attributes are changed one by one", "[sqs]") {
  const auto url = make("q");
  advance(5s);
  call("sqs", "SetQueueAttributes",
       json::object{{"QueueUrl", url}, {"Attributes", {{"VisibilityTimeout", "7"}}}});
  CHECK(attribute(url, "VisibilityTimeout") == "7");
  CHECK(attribute(url, "DelaySeconds") == "0");
  CHECK(attribute(url, "LastModifiedTimestamp") == "1767225605");
  CHECK(refusal("sqs", "SetQueueAttributes",
                json::object{{"QueueUrl", url}, {"Attributes", {{"FifoQueue", "true"}}}}) ==
        "InvalidAttributeName: Unknown Attribute FifoQueue.");
  const auto fifo = make("q.fifo");
  CHECK(
      refusal("sqs", "SetQueueAttributes",
              json::object{{"QueueUrl", fifo}, {"Attributes", {{"FifoQueue", "false"}}}}) ==
      "InvalidAttributeValue: Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not "
      "supported.");
  CHECK(refusal("sqs", "GetQueueAttributes", json::object{{"QueueUrl", url}, {"AttributeNames", {"Foo"}}}) ==
        "InvalidAttributeName: Unknown Attribute Foo.");
  CHECK(call("sqs", "GetQueueAttributes", json::object{{"QueueUrl", url}, {"AttributeNames", {"Policy"}}}) ==
        json::object{{"Attributes", json::object()}});
}

TEST_CASE_METHOD(SqsWorld, "a queue is encrypted in one way at a time", "[sqs]") {
  const auto url = make("q");
  const auto set = [&](json::object attributes) {
    return refusal("sqs", "SetQueueAttributes",
                   json::object{{"QueueUrl", url}, {"Attributes", std::move(attributes)}});
  };
  CHECK(set({{"KmsMasterKeyId", "key"}, {"KmsDataKeyReusePeriodSeconds", "6000"}}).empty());
  CHECK(attribute(url, "SqsManagedSseEnabled") == "false");
  CHECK(set({{"SqsManagedSseEnabled", "true"}}) ==
        "InvalidAttributeName: You can use one type of server-side encryption (SSE) at one time. You can "
        "either enable "
        "KMS SSE or SQS SSE.");
  CHECK(set({{"KmsMasterKeyId", ""}, {"SqsManagedSseEnabled", "true"}}).empty());
}

TEST_CASE_METHOD(SqsWorld, "per group throughput needs per group deduplication", "[sqs]") {
  const auto url = make("q.fifo");
  const auto set = [&](json::object attributes) {
    return refusal("sqs", "SetQueueAttributes",
                   json::object{{"QueueUrl", url}, {"Attributes", std::move(attributes)}});
  };
  CHECK(set({{"FifoThroughputLimit", "perMessageGroupId"}}).starts_with("InvalidAttributeValue"));
  CHECK(set({{"FifoThroughputLimit", "perMessageGroupId"}, {"DeduplicationScope", "messageGroup"}}).empty());
}

TEST_CASE_METHOD(SqsWorld, "tags are added and taken away", "[sqs]") {
  const auto url = make("q");
  call("sqs", "TagQueue", json::object{{"QueueUrl", url}, {"Tags", {{"a", "1"}, {"b", "2"}, {"c", ""}}}});
  call("sqs", "UntagQueue", json::object{{"QueueUrl", url}, {"TagKeys", {"a", "c"}}});
  CHECK(call("sqs", "ListQueueTags", json::object{{"QueueUrl", url}}).at("Tags") == parse("{'b': '2'}"));
}

TEST_CASE_METHOD(SqsWorld, "a purge empties the queue, once a minute", "[sqs]") {
  const auto url = make("q");
  send(url, "a");
  send(url, "b");
  const auto taken = receive(url);
  call("sqs", "PurgeQueue", json::object{{"QueueUrl", url}});
  CHECK(counts(url) == "0/0/0");
  remove(url, taken[0]);  // is gone already
  CHECK(refusal("sqs", "PurgeQueue", json::object{{"QueueUrl", url}}) ==
        "PurgeQueueInProgress: Only one PurgeQueue operation on q is allowed every 60 seconds.");
  send(url, "c");
  CHECK(bodies(url) == "c");
  advance(60s);
  call("sqs", "PurgeQueue", json::object{{"QueueUrl", url}});
  CHECK(counts(url) == "0/0/0");
}

TEST_CASE_METHOD(SqsWorld, "what purged and deleted queues held is swept from the store", "[sqs]") {
  const auto keys = [&] {
    std::size_t count = 0;
    for (Cursor at = store->scan(""); at.valid(); at.next()) ++count;
    return count;
  };
  const auto url = make("q");
  for (int i = 0; i < 50; ++i) send(url, "x");
  receive(url, {{"MaxNumberOfMessages", 10}});
  call("sqs", "PurgeQueue", json::object{{"QueueUrl", url}});
  advance(1s);
  CHECK(keys() == 3);  // the queue, its counts, the next number
  call("sqs", "DeleteQueue", json::object{{"QueueUrl", url}});
  advance(1s);
  CHECK(keys() == 2);  // the next number, and that the name rests
}

TEST_CASE_METHOD(SqsWorld, "permissions are written into the policy", "[sqs]") {
  const auto url = make("q");
  const auto grant = [&](const char* label, json::array accounts, json::array actions) {
    return refusal("sqs", "AddPermission",
                   json::object{{"QueueUrl", url},
                                {"Label", label},
                                {"AWSAccountIds", std::move(accounts)},
                                {"Actions", std::move(actions)}});
  };
  const auto add = [&](const char* label) { return grant(label, {"111111111111"}, {"ReceiveMessage"}); };
  CHECK(add("one").empty());
  CHECK(json::parse(attribute(url, "Policy")) == parse(R"({
    "Version": "2008-10-17", "Id": "arn:aws:sqs:us-east-1:123456789012:q/SQSDefaultPolicy",
    "Statement": [{"Sid": "one", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111111111111:root"},
                   "Action": "SQS:ReceiveMessage", "Resource": "arn:aws:sqs:us-east-1:123456789012:q"}]})"));
  CHECK(add("one") ==
        "InvalidParameterValueException: Value one for parameter Label is invalid. Reason: Already exists.");
  CHECK(grant("two", {}, {"ReceiveMessage"}) ==
        "InvalidParameterValueException: Value [] for parameter PrincipalId is invalid. Reason: Unable to "
        "verify.");
  CHECK(
      grant("two", {"me", "you"}, {"ReceiveMessage"}) ==
      "InvalidParameterValueException: Value [me, you] for parameter PrincipalId is invalid. Reason: Unable "
      "to verify.");
  CHECK(
      add("t w o") ==
      "InvalidParameterValueException: Value t w o for parameter Label is invalid. Reason: Can only include "
      "alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
  CHECK(grant("two", {"111111111111"}, {}) ==
        "MissingRequiredParameterException: The request must contain the parameter Actions.");
  const std::string odd = "InvalidParameterValueException: Value SQS:";
  CHECK(grant("two", {"111111111111"}, {"DeleteQueue"}) ==
        odd +
            "DeleteQueue for parameter ActionName is invalid. Reason: Only the queue owner is allowed to "
            "invoke this action.");
  CHECK(grant("two", {"111111111111"}, {"SendMessageBatch"}) ==
        odd +
            "SendMessageBatch for parameter ActionName is invalid. Reason: Please refer to the appropriate "
            "WSDL for a list of valid actions. ");
  CHECK(grant("two", {"111111111111"}, json::array(8, "SendMessage")) ==
        "OverLimit: 8 Actions were found, maximum allowed is 7.");
  CHECK(add("two").empty());
  const auto take = [&](const char* label) {
    return refusal("sqs", "RemovePermission", json::object{{"QueueUrl", url}, {"Label", label}});
  };
  CHECK(take("one").empty());
  CHECK(
      take("one") ==
      "InvalidParameterValueException: Value one for parameter Label is invalid. Reason: can't find label.");
  CHECK(take("two").empty());
  CHECK(attribute(url, "Policy").empty());
}

}  // namespace orrery
