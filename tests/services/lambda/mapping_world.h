#pragma once
// A world with a queue, a stream of one shard and logs as a mapping sees them.
#include <deque>

#include "tests/services/lambda/lambda_world.h"

namespace orrery {

inline const std::string queue_arn = "arn:aws:sqs:us-east-1:000000000000:q";
inline const std::string stream_arn =
    "arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/2026-01-01T00:00:00.000";

// A queue as a mapping sees it: messages hide when they are received, and return by hand.
struct FakeQueue final : Service {
  const ServiceInfo& info() const override { return about; }
  void call(std::string_view operation, const Context&, const json::object& input, Reply reply) override {
    if (operation == "GetQueueAttributes") return reply.ok({{"Attributes", {{"VisibilityTimeout", "30"}}}});
    if (operation == "SendMessage") {
      sent.push_back(text(input, "MessageBody"));
      return reply.ok({});
    }
    if (operation == "DeleteMessageBatch") {
      for (const json::value& entry : input.at("Entries").as_array())
        deleted.emplace_back(entry.at("ReceiptHandle").as_string());
      return reply.ok({});
    }
    most = static_cast<std::size_t>(find_number(input, "MaxNumberOfMessages").value());
    if (!waiting.empty()) return give(reply);
    parked = std::make_shared<Reply>(std::move(reply));
    parked->on_gone([this] { taken_back = true; });
  }
  void give(Reply& reply) {
    json::array messages;
    for (; !waiting.empty() && messages.size() < most; waiting.pop_front())
      messages.push_back(
          json::object{{"MessageId", "id-" + waiting.front()},
                       {"ReceiptHandle", "r-" + waiting.front()},
                       {"Body", waiting.front()},
                       {"MD5OfBody", "m"},
                       {"Attributes", {{"ApproximateReceiveCount", "1"}}},
                       {"MessageAttributes", {{"kind", {{"DataType", "String"}, {"StringValue", "x"}}}}}});
    reply.ok({{"Messages", std::move(messages)}});
  }
  void send(std::vector<std::string> bodies) {
    waiting.insert(waiting.end(), bodies.begin(), bodies.end());
    if (const auto reply = std::exchange(parked, nullptr)) give(*reply);
  }
  ServiceInfo about{.name = "sqs", .resource = "", .wires = {}, .refusals = {}};
  std::deque<std::string> waiting;
  std::vector<std::string> deleted, sent;
  std::shared_ptr<Reply> parked;
  std::size_t most = 10;
  bool taken_back = false;
};

// One shard; records are numbered from 1, an iterator is the number of the next.
struct FakeStream final : Service {
  const ServiceInfo& info() const override { return about; }
  void call(std::string_view operation, const Context&, const json::object& input, Reply reply) override {
    if (operation == "DescribeStream")
      return reply.ok({{"StreamDescription", {{"Shards", json::array{{{"ShardId", "shard-1"}}}}}}});
    if (operation == "GetShardIterator") {
      const std::string kind = text(input, "ShardIteratorType");
      const std::size_t next = kind == "TRIM_HORIZON" ? 1
                               : kind == "LATEST"     ? records.size() + 1
                                                      : std::stoul(text(input, "SequenceNumber")) + 1;
      return reply.ok({{"ShardIterator", std::to_string(next)}});
    }
    std::size_t next = std::stoul(text(input, "ShardIterator"));
    if (operation == "WaitForRecords") {
      if (next <= records.size()) return reply.ok({});
      parked = std::make_shared<Reply>(std::move(reply));
      return;
    }
    json::array page;
    const auto limit = static_cast<std::size_t>(find_number(input, "Limit").value());
    for (; next <= records.size() && page.size() < limit; ++next)
      page.push_back(json::object{{"eventID", std::to_string(next)},
                                  {"eventSource", "aws:dynamodb"},
                                  {"dynamodb",
                                   {{"SequenceNumber", std::to_string(next)},
                                    {"Keys", records[next - 1]},
                                    {"ApproximateCreationDateTime", times[next - 1]}}}});
    reply.ok({{"Records", std::move(page)}, {"NextShardIterator", std::to_string(next)}});
  }
  void put(std::string_view key, std::int64_t at = 1767225600) {
    records.push_back({{"k", {{"S", key}}}});
    times.push_back(at);
    if (const auto reply = std::exchange(parked, nullptr)) reply->ok({});
  }
  ServiceInfo about{.name = "dynamodbstreams", .resource = "", .wires = {}, .refusals = {}};
  std::vector<json::object> records;
  std::vector<std::int64_t> times;  // in seconds, of each
  std::shared_ptr<Reply> parked;
};

struct FakeLogs final : Service {
  const ServiceInfo& info() const override { return about; }
  void call(std::string_view operation, const Context&, const json::object& input, Reply reply) override {
    if (operation == "PutLogEvents")
      for (const json::value& event : input.at("logEvents").as_array()) {
        const std::string line(event.at("message").as_string());
        if (line.starts_with("GOT ")) batches.push_back(line.substr(4, line.size() - 5));
      }
    reply.ok({});
  }
  ServiceInfo about{.name = "logs", .resource = "", .wires = {}, .refusals = {}};
  std::vector<std::string> batches;
};

struct MappingWorld : LambdaWorld {
  MappingWorld() {
    directory.add(queue);
    directory.add(stream);
    directory.add(logs);
  }
  // The lines that `bootstrap` prints after "GOT " are what the logs hold.
  void function_of(const char* bootstrap, json::object more = {}) {
    more["Code"] = json::object{{"ZipFile", bootstrap_zip(bootstrap)}};
    create("f", std::move(more));
  }
  std::string map(json::object more) {
    more["FunctionName"] = "f";
    const json::object made = call("lambda", "CreateEventSourceMapping", std::move(more));
    CHECK(text(made, "State") == "Creating");
    settle();
    return text(made, "UUID");
  }
  void until_batches(std::size_t count) {
    until([&] { return logs.batches.size() >= count; });
    settle();
    CHECK(logs.batches.size() == count);
  }
  FakeQueue queue;
  FakeStream stream;
  FakeLogs logs;
};

}  // namespace orrery
