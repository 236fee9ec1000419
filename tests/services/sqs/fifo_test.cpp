#include "tests/services/sqs/sqs_world.h"

namespace orrery {
namespace {

struct FifoWorld : SqsWorld {
  std::string url = make("q.fifo");
  void put(const std::string& group, const std::string& body) {
    send(url, body, {{"MessageGroupId", group}, {"MessageDeduplicationId", body}});
  }
};

}  // namespace

TEST_CASE_METHOD(FifoWorld, "a group's messages come in order, and none while one of them is out", "[sqs]") {
  for (const char* body : {"a1", "a2", "a3"}) put("a", body);
  auto taken = receive(url);
  CHECK(join(taken) == "a1");
  CHECK(receive(url).empty());
  remove(url, taken[0]);
  taken = receive(url, {{"MaxNumberOfMessages", 10}});
  CHECK(join(taken) == "a2a3");
  remove(url, taken[0]);
  CHECK(receive(url).empty());
  advance(30s);
  CHECK(bodies(url) == "a3");
}

TEST_CASE_METHOD(FifoWorld, "groups do not wait for each other", "[sqs]") {
  for (const auto& [group, body] :
       {std::pair("a", "a1"), std::pair("b", "b1"), std::pair("a", "a2"), std::pair("c", "c1")}) {
    put(group, body);
  }
  CHECK(bodies(url, {{"MaxNumberOfMessages", 1}}) == "a1");
  CHECK(bodies(url) == "b1c1");
  CHECK(bodies(url).empty());
  CHECK(counts(url) == "1/3/0");
}

TEST_CASE_METHOD(FifoWorld, "one receive takes as many as it can of one group", "[sqs]") {
  for (const auto& [group, body] :
       {std::pair("a", "a1"), std::pair("b", "b1"), std::pair("a", "a2"), std::pair("b", "b2")}) {
    put(group, body);
  }
  CHECK(bodies(url, {{"MaxNumberOfMessages", 3}}) == "a1a2b1");
}

TEST_CASE_METHOD(FifoWorld, "a message that was given back comes first again", "[sqs]") {
  put("a", "a1");
  put("a", "a2");
  const auto taken = receive(url, {{"MaxNumberOfMessages", 2}});
  hide(url, taken[0], 0);
  CHECK(receive(url).empty());  // a2 is still out
  hide(url, taken[1], 0);
  CHECK(bodies(url) == "a1a2");
}

TEST_CASE_METHOD(FifoWorld, "a duplicate within five minutes is answered like the first and dropped",
                 "[sqs]") {
  const json::object ids{{"MessageGroupId", "g"}, {"MessageDeduplicationId", "d"}};
  const auto first = send(url, "x", ids);
  const auto second = send(url, "y", ids);
  CHECK(second.at("MessageId") == first.at("MessageId"));
  CHECK(second.at("SequenceNumber") == first.at("SequenceNumber"));
  const auto taken = receive(url);
  remove(url, taken[0]);
  advance(299s);
  send(url, "x", ids);  // deleted or not
  CHECK(receive(url).empty());
  advance(1s);
  const auto later = send(url, "x", ids);
  CHECK(later.at("MessageId") != first.at("MessageId"));
  CHECK(text(later.at("SequenceNumber")) > text(first.at("SequenceNumber")));
  CHECK(text(later.at("SequenceNumber")).size() == 20);
  CHECK(receive(url).size() == 1);
}

TEST_CASE_METHOD(SqsWorld, "the content can stand for the deduplication id", "[sqs]") {
  const auto url = make("q.fifo", {{"ContentBasedDeduplication", "true"}});
  for (const char* body : {"x", "x", "y"}) send(url, body, {{"MessageGroupId", "g"}});
  const auto taken = receive(url, {{"MaxNumberOfMessages", 10}, {"AttributeNames", {"All"}}});
  CHECK(join(taken) == "xy");
  CHECK(taken[0].at("Attributes").at("MessageDeduplicationId") ==
        "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881");
  CHECK(taken[0].at("Attributes").at("MessageGroupId") == "g");
  CHECK(text(taken[0].at("Attributes").at("SequenceNumber")).size() == 20);
}

TEST_CASE_METHOD(SqsWorld, "deduplication reaches as far as its scope", "[sqs]") {
  const auto wide = make("wide.fifo");
  const auto narrow = make("narrow.fifo", {{"DeduplicationScope", "messageGroup"}});
  for (const auto& url : {wide, narrow}) {
    for (const char* group : {"a", "b"})
      send(url, "x", {{"MessageGroupId", group}, {"MessageDeduplicationId", "d"}});
  }
  CHECK(counts(wide) == "1/0/0");
  CHECK(counts(narrow) == "2/0/0");
}

TEST_CASE_METHOD(FifoWorld, "a FIFO message without its ids is refused", "[sqs]") {
  const auto refused = [&](json::object input) {
    input["QueueUrl"] = url;
    input["MessageBody"] = "x";
    return refusal("sqs", "SendMessage", input);
  };
  CHECK(refused({}) ==
        "MissingRequiredParameterException: The request must contain the parameter MessageGroupId.");
  CHECK(refused({{"MessageGroupId", "g"}}) ==
        "InvalidParameterValueException: The queue should either have ContentBasedDeduplication enabled or "
        "MessageDeduplicationId provided explicitly");
  CHECK(refused({{"MessageGroupId", "g"}, {"MessageDeduplicationId", "d"}, {"DelaySeconds", 2}}) ==
        "InvalidParameterValueException: Value 2 for parameter DelaySeconds is invalid. Reason: The request "
        "include "
        "parameter that is not valid for this queue type.");
  CHECK(
      refused({{"MessageGroupId", "a b"}, {"MessageDeduplicationId", "d"}})
          .starts_with("InvalidParameterValueException: Value a b for parameter MessageGroupId is invalid."));
}

TEST_CASE_METHOD(FifoWorld, "an expired receipt is refused", "[sqs]") {
  put("g", "m");
  const auto taken = receive(url, {{"VisibilityTimeout", 1}});
  advance(1s);
  const auto refused =
      refusal("sqs", "DeleteMessage",
              json::object{{"QueueUrl", url}, {"ReceiptHandle", taken[0].at("ReceiptHandle")}});
  CHECK(refused == "InvalidParameterValueException: Value " + text(taken[0].at("ReceiptHandle")) +
                       " for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.");
}

TEST_CASE_METHOD(FifoWorld, "the same receive attempt gets the same messages", "[sqs]") {
  for (const char* body : {"1", "2", "3"}) put("g", body);
  const json::object attempt{{"ReceiveRequestAttemptId", "try"}, {"MaxNumberOfMessages", 2}};
  const auto first = receive(url, attempt);
  CHECK(join(first) == "12");
  advance(20s);
  const auto again = receive(url, attempt);
  CHECK(again == first);
  advance(20s);  // the repetition began the visibility timeout anew
  CHECK(receive(url).empty());
  remove(url, first[0]);
  CHECK(
      receive(url, attempt).empty());  // something has happened to them: a new attempt, and the group is out
}

TEST_CASE_METHOD(SqsWorld, "a delay made shorter lets no message overtake", "[sqs]") {
  const auto url = make("q.fifo", {{"DelaySeconds", "10"}});
  send(url, "1", {{"MessageGroupId", "g"}, {"MessageDeduplicationId", "1"}});
  call("sqs", "SetQueueAttributes", json::object{{"QueueUrl", url}, {"Attributes", {{"DelaySeconds", "0"}}}});
  send(url, "2", {{"MessageGroupId", "g"}, {"MessageDeduplicationId", "2"}});
  CHECK(bodies(url).empty());
  advance(10s);
  CHECK(bodies(url) == "12");
}

TEST_CASE_METHOD(FifoWorld, "a waiting receiver gets the next of a group when the one before is deleted",
                 "[sqs]") {
  put("g", "1");
  put("g", "2");
  const auto taken = receive(url);
  const auto waiting =
      begin("sqs", "ReceiveMessage", json::object{{"QueueUrl", url}, {"WaitTimeSeconds", 20}});
  CHECK_FALSE(waiting->has_value());
  remove(url, taken[0]);
  settle();
  REQUIRE(waiting->has_value());
  CHECK(join(std::get<json::object>(**waiting).at("Messages").as_array()) == "2");
}

}  // namespace orrery
