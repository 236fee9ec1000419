#include "tests/services/sqs/sqs_world.h"

namespace orrery {
namespace {

struct DeadLetterWorld : SqsWorld {
  std::string dead = make("dead");
  std::string url = make("q", {{"RedrivePolicy", policy(arn("dead"), 2)}, {"VisibilityTimeout", "1"}});

  static std::string policy(const std::string& target, int receives) {
    return to_text(json::object{{"deadLetterTargetArn", target}, {"maxReceiveCount", receives}});
  }
  // Receives until the messages are dead letters.
  void fail(const std::string& from) {
    for (int i = 0; i < 3; ++i) {
      receive(from, {{"MaxNumberOfMessages", 10}});
      advance(1s);
    }
  }
};

}  // namespace

TEST_CASE_METHOD(SqsWorld, "move tasks are listed by the arn of a queue", "[sqs]") {
  CHECK(
      refusal("sqs", "ListMessageMoveTasks", json::object{{"SourceArn", "dead"}})
          .starts_with("InvalidParameterValueException: You must use this format to specify the SourceArn"));
}

TEST_CASE_METHOD(DeadLetterWorld, "a message received too often goes to the dead-letter queue", "[sqs]") {
  const auto sent = send(url, "x");
  CHECK(receive(url).size() == 1);
  advance(1s);
  CHECK(receive(url).size() == 1);
  advance(1s);
  CHECK(receive(url).empty());
  CHECK(counts(url) == "0/0/0");
  const auto letter = receive(dead, {{"AttributeNames", {"All"}}})[0];
  CHECK(letter.at("MessageId") == sent.at("MessageId"));
  CHECK(text(letter.at("Attributes").at("DeadLetterQueueSourceArn")) == arn("q"));
  CHECK(letter.at("Attributes").at("SentTimestamp") == "1767225600000");
}

TEST_CASE_METHOD(DeadLetterWorld, "who waits for dead letters is served", "[sqs]") {
  send(url, "x");
  const auto waiting =
      begin("sqs", "ReceiveMessage", json::object{{"QueueUrl", dead}, {"WaitTimeSeconds", 20}});
  fail(url);
  settle();
  CHECK(waiting->has_value());
}

TEST_CASE_METHOD(DeadLetterWorld, "a FIFO group goes on after its dead letter", "[sqs]") {
  const auto dead_fifo = make("dead.fifo");
  const auto fifo =
      make("q.fifo", {{"RedrivePolicy", policy(arn("dead.fifo"), 1)}, {"VisibilityTimeout", "1"}});
  for (const char* body : {"1", "2"}) {
    send(fifo, body, {{"MessageGroupId", "g"}, {"MessageDeduplicationId", body}});
  }
  CHECK(bodies(fifo, {{"MaxNumberOfMessages", 1}}) == "1");
  advance(1s);
  CHECK(bodies(fifo, {{"MaxNumberOfMessages", 1}}) == "2");
  CHECK(bodies(dead_fifo) == "1");
}

TEST_CASE_METHOD(DeadLetterWorld, "the sources of a dead-letter queue are listed", "[sqs]") {
  make("q2", {{"RedrivePolicy", policy(arn("dead"), 5)}});
  const auto answer = call("sqs", "ListDeadLetterSourceQueues", json::object{{"QueueUrl", dead}});
  CHECK(answer.at("queueUrls").as_array().size() == 2);
  const auto page =
      call("sqs", "ListDeadLetterSourceQueues", json::object{{"QueueUrl", dead}, {"MaxResults", 1}});
  CHECK(page.at("queueUrls").as_array().size() == 1);
  CHECK(page.contains("NextToken"));
}

TEST_CASE_METHOD(DeadLetterWorld, "what is no redrive policy is refused in AWS's words", "[sqs]") {
  make("dead.fifo");
  const auto refused = [&](const std::string& value) {
    const auto words = refusal("sqs", "SetQueueAttributes",
                               json::object{{"QueueUrl", url}, {"Attributes", {{"RedrivePolicy", value}}}});
    const std::string start = "InvalidParameterValueException: Value " + value +
                              " for parameter RedrivePolicy is invalid. Reason: ";
    return words.starts_with(start) ? words.substr(start.size()) : words;
  };
  CHECK(refused("x") == "Redrive policy is not a valid JSON map.");
  CHECK(refused("{\"deadLetterTargetArn\": \"dummy\", \"maxReceiveCount\": 42}") ==
        "Invalid value for deadLetterTargetArn.");
  CHECK(refused(policy(arn("none"), 1)) == "Dead letter target does not exist.");
  CHECK(refused(policy(arn("dead"), 0)) ==
        "Invalid value for maxReceiveCount: 0, valid values are from 1 to 1000 both inclusive.");
  CHECK(refused(policy(arn("dead.fifo"), 1)) ==
        "Dead-letter queue must be same type of queue as the source.");
  CHECK(refused("{\"maxReceiveCount\": 1}") ==
        "Redrive policy does not contain mandatory attribute: deadLetterTargetArn.");
  CHECK(
      refused(to_text(json::object{{"deadLetterTargetArn", arn("dead")}, {"maxReceiveCount", "7"}})).empty());
  CHECK(json::parse(attribute(url, "RedrivePolicy")).at("maxReceiveCount") == 7);
  CHECK(refused("").empty());  // takes it away
  CHECK(attribute(url, "RedrivePolicy").empty());
}

TEST_CASE_METHOD(DeadLetterWorld, "a dead-letter queue says who may use it", "[sqs]") {
  const auto allow = [&](const std::string& value) {
    return refusal("sqs", "SetQueueAttributes",
                   json::object{{"QueueUrl", dead}, {"Attributes", {{"RedriveAllowPolicy", value}}}});
  };
  const auto use = [&] {
    return refusal(
        "sqs", "SetQueueAttributes",
        json::object{{"QueueUrl", url}, {"Attributes", {{"RedrivePolicy", policy(arn("dead"), 3)}}}});
  };
  CHECK(allow("{\"redrivePermission\":\"denyAll\"}").empty());
  CHECK(use().starts_with("InvalidParameterValueException"));
  CHECK(allow("{\"redrivePermission\":\"byQueue\",\"sourceQueueArns\":[\"" + arn("q") + "\"]}").empty());
  CHECK(use().empty());
  CHECK(allow("{\"redrivePermission\":\"byQueue\"}").starts_with("InvalidParameterValueException"));
  CHECK(allow("{\"redrivePermission\":\"odd\"}").starts_with("InvalidParameterValueException"));
}

TEST_CASE_METHOD(DeadLetterWorld, "a move task brings dead letters back to where they failed", "[sqs]") {
  const auto sent = send(url, "a");
  send(url, "b");
  fail(url);
  CHECK(counts(dead) == "2/0/0");
  const auto handle =
      call("sqs", "StartMessageMoveTask", json::object{{"SourceArn", arn("dead")}}).at("TaskHandle");
  const auto tasks = [&] {
    return call("sqs", "ListMessageMoveTasks", json::object{{"SourceArn", arn("dead")}})
        .at("Results")
        .at(0)
        .as_object();
  };
  CHECK(tasks().at("Status") == "RUNNING");
  CHECK(tasks().at("TaskHandle") == handle);
  CHECK(refusal("sqs", "StartMessageMoveTask", json::object{{"SourceArn", arn("dead")}}) ==
        "InvalidParameterValueException: There is already a task running. Only one active task is allowed "
        "for a source "
        "queue arn at a given time.");
  advance(1s);
  CHECK(tasks().at("Status") == "COMPLETED");
  CHECK(tasks().at("ApproximateNumberOfMessagesMoved") == 2);
  CHECK(tasks().at("ApproximateNumberOfMessagesToMove") == 2);
  CHECK_FALSE(tasks().contains("TaskHandle"));
  CHECK_FALSE(tasks().contains("DestinationArn"));
  const auto back = receive(url, {{"MaxNumberOfMessages", 10}, {"AttributeNames", {"All"}}});
  CHECK(join(back) == "ab");
  CHECK(back[0].at("MessageId") != sent.at("MessageId"));
  CHECK(back[0].at("Attributes").at("ApproximateReceiveCount") == "1");
}

TEST_CASE_METHOD(DeadLetterWorld, "a move task keeps to its rate and can be cancelled", "[sqs]") {
  const auto other = make("other");
  for (int i = 0; i < 10; ++i) send(dead, "x");
  const auto handle = call("sqs", "StartMessageMoveTask",
                           json::object{{"SourceArn", arn("dead")},
                                        {"DestinationArn", arn("other")},
                                        {"MaxNumberOfMessagesPerSecond", 2}})
                          .at("TaskHandle");
  advance(3s);
  CHECK(counts(other) == "6/0/0");
  CHECK(call("sqs", "CancelMessageMoveTask", json::object{{"TaskHandle", handle}})
            .at("ApproximateNumberOfMessagesMoved") == 6);
  advance(5s);
  CHECK(counts(other) == "6/0/0");
  const auto task =
      call("sqs", "ListMessageMoveTasks", json::object{{"SourceArn", arn("dead")}}).at("Results").at(0);
  CHECK(task.at("Status") == "CANCELLED");
  CHECK(text(task.at("DestinationArn")) == arn("other"));
}

TEST_CASE_METHOD(DeadLetterWorld, "a move task that cannot be is refused in AWS's words", "[sqs]") {
  const auto start = [&](json::object input) {
    return refusal("sqs", "StartMessageMoveTask", std::move(input));
  };
  CHECK(start({{"SourceArn", arn("q")}}) ==
        "InvalidParameterValueException: Source queue must be configured as a Dead Letter Queue.");
  CHECK(start({{"SourceArn", arn("none")}}) ==
        "ResourceNotFoundException: The resource that you specified for the SourceArn parameter doesn't "
        "exist.");
  CHECK(start({{"SourceArn", arn("dead")}, {"DestinationArn", arn("none")}}) ==
        "ResourceNotFoundException: The resource that you specified for the DestinationArn parameter doesn't "
        "exist.");
  CHECK(refusal("sqs", "CancelMessageMoveTask", json::object{{"TaskHandle", "x"}}) ==
        "InvalidParameterValueException: Value for parameter TaskHandle is invalid.");
  const auto other = make("other");
  for (int i = 0; i < 3; ++i) send(dead, "x");
  call(
      "sqs", "StartMessageMoveTask",
      json::object{
          {"SourceArn", arn("dead")}, {"DestinationArn", arn("other")}, {"MaxNumberOfMessagesPerSecond", 1}});
  advance(1s);
  call("sqs", "DeleteQueue", json::object{{"QueueUrl", other}});
  advance(1s);
  const auto task =
      call("sqs", "ListMessageMoveTasks", json::object{{"SourceArn", arn("dead")}}).at("Results").at(0);
  CHECK(task.at("Status") == "FAILED");
  CHECK(task.at("FailureReason") == "AWS.SimpleQueueService.NonExistentQueue");
  CHECK(counts(dead) == "2/0/0");
}

}  // namespace orrery
