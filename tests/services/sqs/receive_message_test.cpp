#include "tests/services/sqs/sqs_world.h"

namespace orrery {

TEST_CASE_METHOD(SqsWorld, "a received message hides until its visibility timeout ends", "[sqs]") {
  const auto url = make("q");
  send(url, "hello");
  CHECK(receive(url).size() == 1);
  CHECK(counts(url) == "0/1/0");
  advance(29s);
  CHECK(receive(url).empty());
  advance(1s);
  CHECK(counts(url) == "1/0/0");
  CHECK(receive(url, {{"VisibilityTimeout", 5}}).size() == 1);
  advance(5s);
  CHECK(receive(url, {{"VisibilityTimeout", 0}}).size() == 1);
  CHECK(receive(url).size() == 1);
}

TEST_CASE_METHOD(SqsWorld, "no messages is an empty answer", "[sqs]") {
  CHECK(call("sqs", "ReceiveMessage", json::object{{"QueueUrl", make("q")}}).empty());
}

TEST_CASE_METHOD(SqsWorld, "only the attributes that were asked for are told", "[sqs]") {
  const auto url = make("q", {{"VisibilityTimeout", "0"}});
  send(url, "msg",
       {{"MessageGroupId", "tenant"},
        {"MessageAttributes",
         {{"Hello", {{"DataType", "String"}, {"StringValue", "There"}}},
          {"General", {{"DataType", "String"}, {"StringValue", "Kenobi"}}},
          {"Help.Me", {{"DataType", "String"}, {"StringValue", "Me"}}}}}});
  const auto plain = receive(url)[0].as_object();
  CHECK_FALSE(plain.contains("Attributes"));
  CHECK_FALSE(plain.contains("MessageAttributes"));
  CHECK_FALSE(plain.contains("MD5OfMessageAttributes"));

  for (const char* member : {"AttributeNames", "MessageSystemAttributeNames"}) {
    const auto all = receive(url, {{member, {"All"}}})[0].at("Attributes").as_object();
    CHECK(all.at("SenderId") == "123456789012");
    CHECK(all.at("SentTimestamp") == "1767225600000");
    CHECK(all.at("ApproximateFirstReceiveTimestamp") == "1767225600000");
    CHECK(all.at("MessageGroupId") == "tenant");
    CHECK(all.size() == 5);
  }
  CHECK(receive(url, {{"AttributeNames", {"ApproximateReceiveCount"}}})[0].at("Attributes") ==
        parse("{'ApproximateReceiveCount': '4'}"));
  CHECK(refusal("sqs", "ReceiveMessage", json::object{{"QueueUrl", url}, {"AttributeNames", {"Foo"}}}) ==
        "InvalidAttributeName: Unknown Attribute Foo.");

  struct Row {
    const char* names;
    const char* digest;
  };
  for (const Row& row :
       {Row{"['All']", "4c360f3fdafd970e05fae2f149d997f5"}, Row{"['.*']", "4c360f3fdafd970e05fae2f149d997f5"},
        Row{"['Hello', 'General']", "fca026605781cb4126a1e9044df24232"},
        Row{"['Hello', 'None']", "a311262e065454b75da111d535b8dacd"}}) {
    CHECK(receive(url, {{"MessageAttributeNames", parse(row.names)}})[0].at("MD5OfMessageAttributes") ==
          row.digest);
  }
  CHECK(receive(url, {{"MessageAttributeNames", {"Help.*"}}})[0].at("MessageAttributes").as_object().size() ==
        1);
}

TEST_CASE_METHOD(SqsWorld, "what a receiver may ask for has bounds", "[sqs]") {
  const auto url = make("q");
  const auto refused = [&](const char* member, int value) {
    return refusal("sqs", "ReceiveMessage", json::object{{"QueueUrl", url}, {member, value}});
  };
  const std::string invalid = "InvalidParameterValueException: Value ";
  CHECK(
      refused("MaxNumberOfMessages", 11) ==
      invalid +
          "11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.");
  CHECK(refused("MaxNumberOfMessages", 0).starts_with(invalid));
  CHECK(refused("WaitTimeSeconds", 21) ==
        invalid +
            "21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.");
  CHECK(refused("VisibilityTimeout", 43'201).starts_with(invalid));
}

TEST_CASE_METHOD(SqsWorld, "a long poll ends when a message comes", "[sqs]") {
  const auto url = make("q");
  const auto first = begin("sqs", "ReceiveMessage", json::object{{"QueueUrl", url}, {"WaitTimeSeconds", 20}});
  const auto second =
      begin("sqs", "ReceiveMessage", json::object{{"QueueUrl", url}, {"WaitTimeSeconds", 20}});
  advance(19s);
  CHECK_FALSE(first->has_value());
  send(url, "hello");
  settle();
  REQUIRE(first->has_value());
  CHECK(join(std::get<json::object>(**first).at("Messages").as_array()) == "hello");
  CHECK_FALSE(second->has_value());
  advance(1s);
  REQUIRE(second->has_value());
  CHECK(std::get<json::object>(**second).empty());
}

TEST_CASE_METHOD(SqsWorld, "a long poll ends when a hidden or delayed message becomes visible", "[sqs]") {
  const auto url = make("q", {{"ReceiveMessageWaitTimeSeconds", "20"}, {"VisibilityTimeout", "5"}});
  send(url, "hidden");
  receive(url);
  send(url, "delayed", {{"DelaySeconds", 8}});
  const auto first = begin("sqs", "ReceiveMessage", json::object{{"QueueUrl", url}});
  const auto second =
      begin("sqs", "ReceiveMessage", json::object{{"QueueUrl", url}, {"VisibilityTimeout", 100}});
  advance(4s);
  CHECK_FALSE(first->has_value());
  advance(1s);
  REQUIRE(first->has_value());
  CHECK(join(std::get<json::object>(**first).at("Messages").as_array()) == "hidden");
  CHECK_FALSE(second->has_value());
  advance(3s);
  REQUIRE(second->has_value());
  CHECK(join(std::get<json::object>(**second).at("Messages").as_array()) == "delayed");
}

TEST_CASE_METHOD(SqsWorld, "a long poll ends when a message is given back", "[sqs]") {
  const auto url = make("q");
  send(url, "x");
  const auto taken = receive(url);
  const auto waiting =
      begin("sqs", "ReceiveMessage", json::object{{"QueueUrl", url}, {"WaitTimeSeconds", 20}});
  CHECK_FALSE(waiting->has_value());
  hide(url, taken[0], 0);
  settle();
  CHECK(waiting->has_value());
}

namespace {

// A client that may leave.
struct Leaving {
  struct Edge final : Reply::Edge {
    explicit Edge(Leaving& client_) : client(client_) {}
    void complete(Result result) override { client.answered = std::holds_alternative<json::object>(result); }
    void on_gone(Task task) override { client.gone = std::move(task); }
    Leaving& client;
  };
  Reply reply() { return Reply(std::make_unique<Edge>(*this)); }
  Task gone;
  bool answered = false;
};

}  // namespace

TEST_CASE_METHOD(SqsWorld, "a client that left receives nothing", "[sqs]") {
  const auto url = make("q");
  Leaving client;
  directory.call("sqs", "ReceiveMessage", context, json::object{{"QueueUrl", url}, {"WaitTimeSeconds", 20}},
                 client.reply());
  const auto other = begin("sqs", "ReceiveMessage", json::object{{"QueueUrl", url}, {"WaitTimeSeconds", 20}});
  loop.turn([&] { client.gone(); });
  send(url, "hello");
  settle();
  CHECK_FALSE(client.answered);
  REQUIRE(other->has_value());
  CHECK(join(std::get<json::object>(**other).at("Messages").as_array()) == "hello");
}

TEST_CASE_METHOD(SqsWorld, "who waits for a queue that is deleted is told", "[sqs]") {
  const auto url = make("q");
  const auto waiting =
      begin("sqs", "ReceiveMessage", json::object{{"QueueUrl", url}, {"WaitTimeSeconds", 20}});
  call("sqs", "DeleteQueue", json::object{{"QueueUrl", url}});
  settle();
  REQUIRE(waiting->has_value());
  CHECK(std::get<AwsError>(**waiting).code == "QueueDoesNotExist");
}

TEST_CASE_METHOD(SqsWorld, "a message past its retention is gone", "[sqs]") {
  const auto url = make("q", {{"MessageRetentionPeriod", "60"}});
  send(url, "a");
  advance(30s);
  send(url, "b");
  advance(30s);
  CHECK(counts(url) == "1/0/0");
  CHECK(bodies(url) == "b");
  advance(60s);
  CHECK(counts(url) == "0/0/0");
  CHECK(bodies(url).empty());
}

TEST_CASE_METHOD(SqsWorld, "messages survive a restart, hidden ones too", "[sqs]") {
  const auto url = make("q");
  send(url, "a");
  send(url, "b", {{"DelaySeconds", 10}});
  send(url, "c");
  CHECK(text(receive(url)[0].at("Body")) == "a");
  Sqs again(core);
  struct Other : World {};
  Directory second(loop, clock, *store, journal, entropy.fork("second"));
  second.add(again);
  again.resume();
  const auto through = [&](json::object input) {
    std::string seen;
    input["QueueUrl"] = url;
    input["MaxNumberOfMessages"] = 10;
    second.call("sqs", "ReceiveMessage", context, input, Reply([&](Result result) {
                  const auto& answer = std::get<json::object>(result);
                  if (answer.contains("Messages")) seen = join(answer.at("Messages").as_array());
                }));
    settle();
    return seen;
  };
  CHECK(through({}) == "c");
  advance(10s);
  CHECK(through({}) == "b");
  advance(20s);
  CHECK(through({}) == "ac");
}

TEST_CASE_METHOD(SqsWorld, "no more than 120,000 messages are in flight", "[.][sqs][slow]") {
  const auto url = make("q", {{"VisibilityTimeout", "3600"}});
  json::array batch;
  for (int i = 0; i < 10; ++i) batch.push_back({{"Id", std::to_string(i)}, {"MessageBody", "x"}});
  for (int i = 0; i < 12'001; ++i) {
    call("sqs", "SendMessageBatch", json::object{{"QueueUrl", url}, {"Entries", batch}});
  }
  for (int i = 0; i < 12'000; ++i) receive(url, {{"MaxNumberOfMessages", 10}});
  CHECK(refusal("sqs", "ReceiveMessage", json::object{{"QueueUrl", url}}).starts_with("OverLimit"));
  CHECK(counts(url) == "10/120000/0");
}

}  // namespace orrery
