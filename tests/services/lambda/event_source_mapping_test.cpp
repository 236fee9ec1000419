// CreateEventSourceMapping, GetEventSourceMapping, ListEventSourceMappings, UpdateEventSourceMapping,
// DeleteEventSourceMapping, and what mappings do.
#include "services/lambda/event_sources/stream_records.h"
#include "tests/services/lambda/mapping_world.h"

using namespace orrery;

namespace {

// Answers what the test says, and remembers what it was given; no process is needed to see what a mapping
// does.
const char* const recorder = R"(#!/usr/bin/python3 -IS
import http.client, json, os
api = http.client.HTTPConnection(os.environ['AWS_LAMBDA_RUNTIME_API'])
base = '/2018-06-01/runtime/invocation/'
while True:
    api.request('GET', base + 'next')
    reply = api.getresponse()
    event = json.loads(reply.read())
    rid = reply.getheader('Lambda-Runtime-Aws-Request-Id')
    bodies = [r.get('body') or r['dynamodb']['Keys']['k']['S'] for r in event['Records']]
    digests = [r.get('md5OfMessageAttributes', 'no member') for r in event['Records']]
    print('GOT ' + json.dumps(digests if bodies == ['digest?'] else bodies), flush=True)
    if any(b.startswith('poison') for b in bodies) and not os.environ.get('REPORT'):
        api.request('POST', base + rid + '/error', json.dumps({'errorType': 'Oops', 'errorMessage': 'poison'}))
    else:
        bad = [r.get('messageId') or r['dynamodb']['SequenceNumber'] for r, b in zip(event['Records'], bodies)
               if b.startswith('poison')]
        api.request('POST', base + rid + '/response', json.dumps({'batchItemFailures': [{'itemIdentifier': i} for i in bad]}))
    api.getresponse().read()
)";

struct RecorderWorld : MappingWorld {
  void recorder_function(json::object more = {}) { function_of(recorder, std::move(more)); }
};

}  // namespace

TEST_CASE_METHOD(RecorderWorld, "messages are deleted after the function has succeeded with them",
                 "[lambda][esm]") {
  recorder_function();
  map({{"EventSourceArn", queue_arn}});
  queue.send({"a", "b"});
  until([&] { return queue.deleted.size() == 2; });
  CHECK(queue.deleted == std::vector<std::string>{"r-a", "r-b"});
  CHECK(logs.batches == std::vector<std::string>{R"(["a", "b"])"});
}

TEST_CASE_METHOD(RecorderWorld, "a message without attributes has null for their digest with a window alone",
                 "[lambda][esm]") {
  const auto told = [&](std::int64_t window_s) {
    recorder_function();
    map({{"EventSourceArn", queue_arn}, {"MaximumBatchingWindowInSeconds", window_s}});
    queue.send({"digest?"});
    settle();
    advance(std::chrono::seconds(window_s));
    until([&] { return queue.deleted.size() == 1; });
    return logs.batches.at(0);
  };
  SECTION("without one") { CHECK(told(0) == R"(["no member"])"); }
  SECTION("with one") { CHECK(told(1) == "[null]"); }
}

TEST_CASE_METHOD(RecorderWorld, "messages of a failed batch are not deleted", "[lambda][esm]") {
  recorder_function();
  map({{"EventSourceArn", queue_arn}});
  queue.send({"a", "poison"});
  until_batches(1);
  queue.send({"c"});
  until([&] { return !queue.deleted.empty(); });
  CHECK(queue.deleted == std::vector<std::string>{"r-c"});
}

TEST_CASE_METHOD(RecorderWorld, "a function says which messages of a batch failed", "[lambda][esm]") {
  recorder_function({{"Environment", {{"Variables", {{"REPORT", "1"}}}}}});
  map({{"EventSourceArn", queue_arn}, {"FunctionResponseTypes", json::array{"ReportBatchItemFailures"}}});
  queue.send({"a", "poison", "b"});
  until([&] { return queue.deleted.size() == 2; });
  CHECK(queue.deleted == std::vector<std::string>{"r-a", "r-b"});
}

TEST_CASE_METHOD(RecorderWorld, "messages that no filter takes are deleted unseen", "[lambda][esm]") {
  recorder_function();
  map({{"EventSourceArn", queue_arn},
       {"FilterCriteria",
        {{"Filters", json::array{{{"Pattern", R"({"body":{"state":["new",{"prefix":"re"}]}})"}}}}}}});
  queue.send({R"({"state":"old"})", R"({"state":"ready"})"});
  until([&] { return queue.deleted.size() == 2; });
  CHECK(queue.deleted == std::vector<std::string>{R"(r-{"state":"old"})", R"(r-{"state":"ready"})"});
  CHECK(logs.batches.size() == 1);
}

TEST_CASE_METHOD(RecorderWorld, "a batching window collects what comes in it", "[lambda][esm]") {
  recorder_function();
  map({{"EventSourceArn", queue_arn}, {"BatchSize", 20}, {"MaximumBatchingWindowInSeconds", 5}});
  queue.send({"a"});
  settle();
  queue.send({"b"});
  settle();
  CHECK(logs.batches.empty());
  advance(5s);
  until_batches(1);
  CHECK(logs.batches[0] == R"(["a", "b"])");
}

TEST_CASE_METHOD(RecorderWorld, "a mapping that is deleted or disabled takes its poll back",
                 "[lambda][esm]") {
  recorder_function();
  const std::string uuid = map({{"EventSourceArn", queue_arn}});
  REQUIRE(queue.parked);
  const json::object updated =
      call("lambda", "UpdateEventSourceMapping", {{"UUID", uuid}, {"Enabled", false}});
  CHECK(text(updated, "State") == "Disabling");
  CHECK(queue.taken_back);
  CHECK(text(call("lambda", "GetEventSourceMapping", {{"UUID", uuid}}), "State") == "Disabled");
  CHECK(text(call("lambda", "DeleteEventSourceMapping", {{"UUID", uuid}}), "State") == "Deleting");
  CHECK(refusal("lambda", "GetEventSourceMapping", {{"UUID", uuid}}) ==
        "ResourceNotFoundException: The resource you requested does not exist.");
}

TEST_CASE_METHOD(RecorderWorld, "mappings that cannot be are refused in AWS's words", "[lambda][esm]") {
  recorder_function();
  const auto refused = [&](json::object input) {
    if (!input.contains("FunctionName")) input["FunctionName"] = "f";
    return refusal("lambda", "CreateEventSourceMapping", std::move(input));
  };
  CHECK(refused({{"EventSourceArn", queue_arn}, {"FunctionName", "g"}}) ==
        "InvalidParameterValueException: Function does not exist");
  CHECK(refused({}) == "InvalidParameterValueException: Unrecognized event source.");
  CHECK(refused({{"EventSourceArn", queue_arn}, {"BatchSize", 11}}) ==
        "InvalidParameterValueException: Maximum batch window in seconds must be greater than 0 if maximum "
        "batch size "
        "is greater than 10");
  CHECK(refused({{"EventSourceArn", stream_arn}})
            .starts_with("InvalidParameterValueException: 1 validation error detected: Value null at "
                         "'startingPosition'"));
  CHECK(refused({{"EventSourceArn", stream_arn}, {"StartingPosition", "NOW"}})
            .ends_with("Member must satisfy enum value set: [LATEST, AT_TIMESTAMP, TRIM_HORIZON]"));
  CHECK(refused({{"EventSourceArn", stream_arn}, {"StartingPosition", "AT_TIMESTAMP"}}) ==
        "InvalidParameterValueException: Unsupported starting position for arn type: " + stream_arn);
  CHECK(refused({{"EventSourceArn", stream_arn},
                 {"StartingPosition", "LATEST"},
                 {"StartingPositionTimestamp", 1}}) ==
        "InvalidParameterValueException: Timestamp only valid with StartingPosition AT_TIMESTAMP");
  CHECK(refused({{"EventSourceArn", queue_arn}, {"StartingPosition", "LATEST"}}) ==
        "InvalidParameterValueException: StartingPosition is not valid for SQS event sources.");
  CHECK(refused({{"EventSourceArn", stream_arn},
                 {"StartingPosition", "LATEST"},
                 {"DestinationConfig", {{"OnSuccess", {{"Destination", queue_arn}}}}}}) ==
        "InvalidParameterValueException: Unsupported DestinationConfig parameter for given event source "
        "mapping "
        "type.");
  CHECK(refused({{"EventSourceArn", queue_arn},
                 {"FilterCriteria", {{"Filters", json::array{{{"Pattern", "[]"}}}}}}}) ==
        "InvalidParameterValueException: Invalid filter pattern definition.");
  const std::string uuid = map({{"EventSourceArn", queue_arn}});
  CHECK(refused({{"EventSourceArn", queue_arn}})
            .starts_with("ResourceConflictException: An event source mapping with SQS arn (\" " + queue_arn +
                         " \") and function (\" f \") already exists."));
  call("lambda", "UpdateFunctionConfiguration", {{"FunctionName", "f"}, {"Timeout", 60}});
  CHECK(refused({{"EventSourceArn", queue_arn + "2"}}) ==
        "InvalidParameterValueException: Queue visibility timeout: 30 seconds is less than Function timeout: "
        "60 seconds");
  CHECK(call("lambda", "ListEventSourceMappings", {{"FunctionName", "f"}})
            .at("EventSourceMappings")
            .as_array()
            .size() == 1);
  CHECK(call("lambda", "ListEventSourceMappings", {{"EventSourceArn", stream_arn}})
            .at("EventSourceMappings")
            .as_array()
            .empty());
}

TEST_CASE("records of streams stand in events in AWS's spelling", "[lambda][esm]") {
  lambda::Mapping mapping;
  mapping.kind = lambda::SourceKind::dynamodb;
  mapping.source_arn = stream_arn;
  const json::object item =
      lambda::stream_event_record(mapping, "role", "shard-1",
                                  parse("{'eventName': 'REMOVE', 'userIdentity': {'Type': 'Service', "
                                        "'PrincipalId': 'dynamodb.amazonaws.com'}}")
                                      .as_object());
  CHECK(item.at("userIdentity") == parse("{'type': 'Service', 'principalId': 'dynamodb.amazonaws.com'}"));
  CHECK(item.at("eventSourceARN") == json::value(stream_arn));
  mapping.kind = lambda::SourceKind::kinesis;
  mapping.source_arn = "arn:aws:kinesis:us-east-1:000000000000:stream/s";
  CHECK(
      lambda::stream_event_record(mapping, "arn:aws:iam::000000000000:role/r", "shardId-000000000000",
                                  parse("{'SequenceNumber': '49', 'PartitionKey': 'k', 'Data': 'aGVsbG8=', "
                                        "'ApproximateArrivalTimestamp': 1.5}")
                                      .as_object()) ==
      parse(
          "{'kinesis': {'kinesisSchemaVersion': '1.0', 'partitionKey': 'k', 'sequenceNumber': '49', 'data': "
          "'aGVsbG8=', 'approximateArrivalTimestamp': 1.5}, 'eventSource': 'aws:kinesis', 'eventVersion': "
          "'1.0', "
          "'eventID': 'shardId-000000000000:49', 'eventName': 'aws:kinesis:record', 'invokeIdentityArn': "
          "'arn:aws:iam::000000000000:role/r', 'awsRegion': 'us-east-1', 'eventSourceARN': "
          "'arn:aws:kinesis:us-east-1:000000000000:stream/s'}"));
}

TEST_CASE_METHOD(RecorderWorld, "a stream is read in order from where the mapping starts", "[lambda][esm]") {
  recorder_function();
  stream.put("one");
  const std::string uuid =
      map({{"EventSourceArn", stream_arn}, {"StartingPosition", "TRIM_HORIZON"}, {"BatchSize", 2}});
  until_batches(1);
  CHECK(text(call("lambda", "GetEventSourceMapping", {{"UUID", uuid}}), "LastProcessingResult") == "OK");
  stream.put("two");
  until_batches(2);
  stream.put("three");
  stream.put("four");
  until([&] { return !logs.batches.empty() && logs.batches.back().find("four") != std::string::npos; });
  CHECK(logs.batches[0] == R"(["one"])");
  CHECK(logs.batches[1] == R"(["two"])");
}

TEST_CASE_METHOD(RecorderWorld, "several batches of a shard run at a time, each key's records in order",
                 "[lambda][esm]") {
  recorder_function();
  const int keys = 6, rounds = 4;
  for (int round = 0; round < rounds; ++round)
    for (int key = 0; key < keys; ++key) stream.put("k" + std::to_string(key));
  map({{"EventSourceArn", stream_arn},
       {"StartingPosition", "TRIM_HORIZON"},
       {"BatchSize", 3},
       {"ParallelizationFactor", 4}});
  const auto seen = [&] {
    std::vector<std::string> all;
    for (const std::string& batch : logs.batches) {
      const json::value together = json::parse(batch);
      CHECK(together.as_array().size() <= 3);
      for (const json::value& key : together.as_array()) all.emplace_back(key.as_string());
    }
    return all;
  };
  until([&] { return seen().size() == static_cast<std::size_t>(keys * rounds); });
  until([&] { return stream.parked != nullptr; });
}

TEST_CASE_METHOD(LambdaWorld, "a mapping to a consumer wants one that there is", "[lambda][esm]") {
  struct Kinesis final : Service {
    const ServiceInfo& info() const override { return about; }
    void call(std::string_view operation, const Context&, const json::object& input, Reply) override {
      CHECK(operation == "DescribeStreamConsumer");
      throw AwsError("ResourceNotFoundException", text(input, "ConsumerARN"));
    }
    ServiceInfo about{.name = "kinesis", .resource = "", .wires = {}, .refusals = {}};
  } kinesis;
  directory.add(kinesis);
  create("f");
  const std::string consumer = "arn:aws:kinesis:us-east-1:000000000000:stream/s/consumer/c:1";
  CHECK(refusal("lambda", "CreateEventSourceMapping",
                {{"FunctionName", "f"}, {"EventSourceArn", consumer}, {"StartingPosition", "LATEST"}}) ==
        "InvalidParameterValueException: Consumer not found: " + consumer);
}

TEST_CASE_METHOD(RecorderWorld, "a stream goes on after a restart where it was", "[lambda][esm]") {
  recorder_function();
  stream.put("before");
  map({{"EventSourceArn", stream_arn}, {"StartingPosition", "LATEST"}});
  until([&] { return stream.parked != nullptr; });
  stream.put("one");
  until_batches(1);
  until([&] { return stream.parked != nullptr; });
  lambda->~Lambda();
  stream.parked.reset();
  stream.put("two");
  new (lambda.get()) Lambda(core);
  lambda->resume();
  until_batches(2);
  CHECK(logs.batches == std::vector<std::string>{R"(["one"])", R"(["two"])"});
}

TEST_CASE_METHOD(RecorderWorld, "a failing stream batch is retried, cut in two and at last given up",
                 "[lambda][esm]") {
  recorder_function();
  for (const char* key : {"a", "poison", "b"}) stream.put(key);
  map({{"EventSourceArn", stream_arn},
       {"StartingPosition", "TRIM_HORIZON"},
       {"MaximumRetryAttempts", 3},
       {"BisectBatchOnFunctionError", true},
       {"DestinationConfig", {{"OnFailure", {{"Destination", queue_arn}}}}}});
  until_batches(1);
  advance(1s);
  until_batches(3);
  advance(2s);
  until_batches(4);
  advance(4s);
  until_batches(6);
  CHECK(logs.batches == std::vector<std::string>{R"(["a", "poison", "b"])", R"(["a"])", R"(["poison", "b"])",
                                                 R"(["poison"])", R"(["poison"])", R"(["b"])"});
  REQUIRE(queue.sent.size() == 1);
  const json::value told = json::parse(queue.sent[0]);
  CHECK(told.at("requestContext").at("condition") == "RetryAttemptsExhausted");
  CHECK(told.at("DDBStreamBatchInfo").at("startSequenceNumber") == "2");
  CHECK(told.at("DDBStreamBatchInfo").at("batchSize") == 1);
}

TEST_CASE_METHOD(RecorderWorld, "a stream goes on from the first record the function says failed",
                 "[lambda][esm]") {
  recorder_function({{"Environment", {{"Variables", {{"REPORT", "1"}}}}}});
  for (const char* key : {"a", "poison", "b"}) stream.put(key);
  map({{"EventSourceArn", stream_arn},
       {"StartingPosition", "TRIM_HORIZON"},
       {"MaximumRetryAttempts", 1},
       {"FunctionResponseTypes", json::array{"ReportBatchItemFailures"}}});
  until_batches(1);
  advance(1s);
  until_batches(2);
  CHECK(logs.batches[1] == R"(["poison", "b"])");
}
