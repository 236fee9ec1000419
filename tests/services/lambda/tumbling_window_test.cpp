// What a stream's mapping with TumblingWindowInSeconds does.
#include "tests/services/lambda/mapping_world.h"

using namespace orrery;

namespace {

// Counts keys in its state. Says what it was given without the records: what they are is told elsewhere.
const char* const counter = R"(#!/usr/bin/python3 -IS
import http.client, json, os
api = http.client.HTTPConnection(os.environ['AWS_LAMBDA_RUNTIME_API'])
base = '/2018-06-01/runtime/invocation/'
while True:
    api.request('GET', base + 'next')
    reply = api.getresponse()
    event = json.loads(reply.read())
    rid = reply.getheader('Lambda-Runtime-Aws-Request-Id')
    keys = [r['dynamodb']['Keys']['k']['S'] for r in event.pop('Records')]
    answer = {'state': dict(event['state'])}
    for key in keys:
        answer['state'][key] = 'x' * (1 << 20) if key == 'large' else answer['state'].get(key, 0) + 1
    print('GOT ' + json.dumps([keys, event]).replace('x' * (1 << 20), 'much'), flush=True)
    if 'forgets' in keys or event['isFinalInvokeForWindow']: del answer['state']
    api.request('POST', base + rid + '/response', json.dumps(answer))
    api.getresponse().read()
)";

constexpr std::int64_t midnight = 1767225600;  // 2026-01-01T00:00:00Z, where the clock of a test begins

struct WindowWorld : MappingWorld {
  std::string count_in_windows(json::object more = {}) {
    // More than the clock is turned by: a function that has not yet asked for more is not to time out.
    function_of(counter, {{"Timeout", 900}});
    more["EventSourceArn"] = stream_arn;
    more["StartingPosition"] = "TRIM_HORIZON";
    more["TumblingWindowInSeconds"] = 60;
    return map(std::move(more));
  }
  // "keys > state", with "final" and "early" where it is that.
  std::string given(std::size_t batch) const {
    const json::value told = json::parse(logs.batches.at(batch));
    const json::object& event = told.at(1).as_object();
    return to_text(told.at(0).as_array()) + " > " + to_text(event.at("state")) +
           (event.at("isFinalInvokeForWindow").as_bool() ? " final" : "") +
           (event.at("isWindowTerminatedEarly").as_bool() ? " early" : "");
  }
};

}  // namespace

TEST_CASE_METHOD(WindowWorld, "a window hands its state on until its time is over", "[lambda][esm]") {
  count_in_windows();
  stream.put("a", midnight + 1);
  until_batches(1);
  CHECK(json::parse(logs.batches[0]) ==
        parse("[['a'], {'window': {'start': '2026-01-01T00:00:00Z', 'end': '2026-01-01T00:01:00Z'}, "
              "'state': {}, 'shardId': 'shard-1', 'eventSourceARN': '" +
              stream_arn + "', 'isFinalInvokeForWindow': false, 'isWindowTerminatedEarly': false}]"));
  stream.put("a", midnight + 2);
  until_batches(2);
  CHECK(given(1) == R"(["a"] > {"a":1})");
  advance(59s);
  settle();
  CHECK(logs.batches.size() == 2);
  advance(1s);
  until_batches(3);
  CHECK(given(2) == R"([] > {"a":2} final)");
  stream.put("b", midnight + 61);
  until_batches(4);
  CHECK(given(3) == R"(["b"] > {})");
}

TEST_CASE_METHOD(WindowWorld, "records of two windows are given apart", "[lambda][esm]") {
  for (const std::int64_t at : {1, 2, 61}) stream.put("a", midnight + at);
  count_in_windows();
  until_batches(3);
  CHECK(given(0) == R"(["a","a"] > {})");
  CHECK(given(1) == R"([] > {"a":2} final)");
  CHECK(given(2) == R"(["a"] > {})");
}

TEST_CASE_METHOD(WindowWorld, "a function that answers no state has failed", "[lambda][esm]") {
  const std::string uuid = count_in_windows({{"MaximumRetryAttempts", 1}});
  stream.put("a");
  until_batches(1);
  stream.put("forgets");
  until_batches(2);
  CHECK(text(call("lambda", "GetEventSourceMapping", {{"UUID", uuid}}), "LastProcessingResult") ==
        "PROBLEM: Function call failed");
  advance(1s);
  until_batches(3);
  CHECK(given(2) == R"(["forgets"] > {"a":1})");
  advance(59s);
  until_batches(4);
  CHECK(given(3) == R"([] > {"a":1} final)");
}

TEST_CASE_METHOD(WindowWorld, "a state that is too large ends its window early", "[lambda][esm]") {
  count_in_windows();
  stream.put("large");
  until_batches(2);
  CHECK(given(1) == R"([] > {"large":"much"} final early)");
  stream.put("a");
  until_batches(3);
  CHECK(given(2) == R"(["a"] > {})");
}

TEST_CASE_METHOD(WindowWorld, "a window goes on after a restart", "[lambda][esm]") {
  count_in_windows();
  stream.put("a");
  until_batches(1);
  until([&] { return stream.parked != nullptr; });
  lambda->~Lambda();
  stream.parked.reset();
  stream.put("a");
  new (lambda.get()) Lambda(core);
  lambda->resume();
  until_batches(2);
  CHECK(given(1) == R"(["a"] > {"a":1})");
}

TEST_CASE_METHOD(WindowWorld, "windows are of streams, and of one batch at a time", "[lambda][esm]") {
  function_of(counter);
  const auto refused = [&](json::object input) {
    input["FunctionName"] = "f";
    input["TumblingWindowInSeconds"] = 60;
    return refusal("lambda", "CreateEventSourceMapping", std::move(input));
  };
  CHECK(
      refused({{"EventSourceArn", queue_arn}}) ==
      "InvalidParameterValueException: Unsupported TumblingWindowInSeconds parameter for given event source "
      "mapping type.");
  CHECK(
      refused({{"EventSourceArn", stream_arn}, {"StartingPosition", "LATEST"}, {"ParallelizationFactor", 2}})
          .starts_with("InvalidParameterValueException: "));
}
