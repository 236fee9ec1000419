// The machines of the jobs, as their authors wrote them.
#include "tests/services/states/states_world.h"

using namespace orrery;

namespace {

const std::string fan_in = R"({
  'StartAt': 'Partitions Detector', 'TimeoutSeconds': 30,
  'States': {
    'Partitions Detector': {'Type': 'Task', 'Resource': 'arn:aws:states:::lambda:invoke', 'OutputPath': '$.Payload',
      'Parameters': {'FunctionName': 'arn:aws:lambda:us-east-1:000000000000:function:detector'}, 'Next': 'Process Partitions'},
    'Process Partitions': {'Type': 'Map', 'Parameters': {'PartitionNumber.$': '$$.Map.Item.Value'},
      'Iterator': {'StartAt': 'Process Partition', 'States': {'Process Partition': {'Type': 'Task',
        'Resource': 'arn:aws:states:::lambda:invoke', 'ResultPath': '$',
        'Parameters': {'FunctionName': 'arn:aws:lambda:us-east-1:000000000000:function:processor', 'Payload.$': '$'}, 'End': true}}},
      'OutputPath': '$[*].Payload', 'Next': 'Create Table'},
    'Create Table': {'Type': 'Task', 'Resource': 'arn:aws:states:::lambda:invoke',
      'Parameters': {'FunctionName': 'arn:aws:lambda:us-east-1:000000000000:function:creator', 'Payload': {'ProcessorResults.$': '$'}}, 'Next': 'Done'},
    'Done': {'Type': 'Pass', 'End': true}}})";

const std::string monitor = R"({
  'StartAt': 'Monitor', 'States': {
    'Monitor': {'Type': 'Task', 'Resource': 'arn:aws:lambda:us-east-1:000000000000:function:monitor',
      'Retry': [{'ErrorEquals': ['Lambda.TooManyRequestsException'], 'IntervalSeconds': 1, 'MaxAttempts': 100, 'BackoffRate': 1}],
      'Catch': [{'ErrorEquals': ['States.ALL'], 'ResultPath': '$.fatalErrors[0]', 'Next': 'Combine'}],
      'Next': 'Timed out?'},
    'Timed out?': {'Type': 'Choice', 'Choices': [{'Variable': '$.timedOut', 'BooleanEquals': true, 'Next': 'Combine'}], 'Default': 'Done?'},
    'Done?': {'Type': 'Choice', 'Choices': [{'Variable': '$.completed', 'BooleanEquals': true, 'Next': 'Combine'}], 'Default': 'Wait'},
    'Wait': {'Type': 'Wait', 'Seconds': 1, 'Next': 'Monitor'},
    'Combine': {'Type': 'Task', 'Resource': 'arn:aws:lambda:us-east-1:000000000000:function:combiner', 'End': true}}})";

}  // namespace

TEST_CASE_METHOD(StatesWorld, "the unaligned fan-in gives its results in the order of the items",
                 "[states]") {
  invoker.functions["detector"] = [](const json::value& event) {
    CHECK(print(event) == "{}");
    return returns(json::array{0, 1});
  };
  invoker.functions["processor"] = [](const json::value& event) {
    return returns(event.at("PartitionNumber") != 1);
  };
  std::string created;
  invoker.functions["creator"] = [&](const json::value& event) {
    created = print(event);
    return returns(nullptr);
  };
  const auto execution = run(fan_in);
  CHECK(find_text(execution, "status") == "SUCCEEDED");
  CHECK(created == R"({"ProcessorResults":[true,false]})");
}

TEST_CASE_METHOD(StatesWorld, "the monitor of a burst looks once a second and combines when all is there",
                 "[states]") {
  int looks = 0;
  invoker.functions["monitor"] = [&](const json::value& event) {
    json::object state = event.as_object();
    state["timedOut"] = false;
    state["completed"] = ++looks == 4;
    return returns(state);
  };
  invoker.functions["combiner"] = [](const json::value& event) { return returns(event); };
  const std::string execution = start(create(monitor), "{'jobId':'j'}", "j");
  settle();
  CHECK(status(execution) == "RUNNING");
  for (int second = 0; second < 3; ++second) advance(1s);
  CHECK(result_of(describe(execution)) == R"({"jobId":"j","timedOut":false,"completed":true})");
  CHECK(looks == 4);
}

TEST_CASE_METHOD(StatesWorld,
                 "a throttled monitor tries again every second, and its end goes to the combiner",
                 "[states]") {
  int tries = 0;
  invoker.functions["monitor"] = [&](const json::value&) {
    InvocationOutcome outcome;
    if (++tries <= 3) {
      outcome.refused = AwsError("TooManyRequestsException", "Rate Exceeded.", 429);
      return outcome;
    }
    return raises("ZeroDivisionError", "division by zero");
  };
  invoker.functions["combiner"] = [](const json::value& event) { return returns(event); };
  const std::string execution = start(create(monitor), "{'jobId':'j','fatalErrors':[]}");
  settle();
  for (int second = 0; second < 3; ++second) advance(1s);
  CHECK(tries == 4);
  CHECK(
      result_of(describe(execution)) ==
      R"({"jobId":"j","fatalErrors":[{"Error":"ZeroDivisionError","Cause":"{\"errorMessage\":\"division by zero\",\"errorType\":\"ZeroDivisionError\"}"}]})");
}
