// Tasks that workers ask for.
#include "tests/services/states/states_world.h"

using namespace orrery;

namespace {

struct ActivityWorld : StatesWorld {
  std::string activity = std::string(arn_prefix) + "activity:work";

  void make() { call("states", "CreateActivity", json::object{{"name", "work"}}); }
  std::string machine(const std::string& limits = {}) {
    return create(only("'Type':'Task','Resource':'" + activity + "'" + limits));
  }
  std::string take() {
    const auto task = call("states", "GetActivityTask", json::object{{"activityArn", activity}});
    return std::string(*find_text(task, "taskToken"));
  }
};

}  // namespace

TEST_CASE_METHOD(ActivityWorld, "the time of an activity runs from when a worker takes it",
                 "[states][activities]") {
  make();
  const std::string execution = start(machine(",'TimeoutSeconds':3,'HeartbeatSeconds':2"));
  advance(10s);
  CHECK(status(execution) == "RUNNING");
  SECTION("until its heartbeat is missed") {
    take();
    advance(2s);
  }
  SECTION("until it times out in spite of its heartbeats") {
    const std::string token = take();
    advance(1500ms);
    call("states", "SendTaskHeartbeat", json::object{{"taskToken", token}});
    advance(1500ms);
  }
  CHECK(status(execution) == "FAILED");
  CHECK(event(execution, "ActivityTimedOut").at("activityTimedOutEventDetails").at("error") ==
        "States.Timeout");
}

TEST_CASE_METHOD(ActivityWorld, "a time limit beyond all times leaves its task be", "[states][activities]") {
  make();
  const std::string execution = start(machine(",'TimeoutSecondsPath':'$.limit'"), "{'limit':1e300}");
  advance(10s);
  take();
  advance(2h);
  CHECK(status(execution) == "RUNNING");
}

TEST_CASE_METHOD(ActivityWorld, "a task for an activity that does not exist is not scheduled",
                 "[states][activities]") {
  const std::string execution = start(machine());
  settle();
  CHECK(
      result_of(describe(execution)) ==
      "FAILED States.Runtime: An error occurred while executing the state 'S' (entered at the event id #2). "
      "The activity " +
          activity + " does not exist.");
  CHECK(history(execution) == "1<0 ExecutionStarted, 2<0 TaskStateEntered, 3<2 ExecutionFailed");
}

TEST_CASE_METHOD(ActivityWorld, "what a worker sends is read before its task is looked for",
                 "[states][activities]") {
  make();
  start(machine());
  settle();
  const std::string token = take();
  const auto send = [&](const std::string& with, const char* output) {
    return refusal("states", "SendTaskSuccess", json::object{{"taskToken", with}, {"output", output}});
  };
  CHECK(send(token, "{").starts_with("InvalidOutput: "));
  CHECK(send("nonsense", "{") == "InvalidToken: Invalid Token: 'Invalid token'");
  context.region = "eu-west-1";
  CHECK(send(token, "{}") == "InvalidToken: Invalid Token: 'Invalid token'");
  context.region = "us-east-1";
  CHECK(send(token, "{}").empty());
  CHECK(send(token, "{").starts_with("InvalidOutput: "));
  CHECK(send(token, "{}").starts_with("TaskTimedOut: "));
}
