// Executions that are run again from the states where they ended badly.
#include "tests/services/states/states_world.h"

using namespace orrery;

namespace {

struct RedriveWorld : StatesWorld {
  std::string activity;
  RedriveWorld() {
    activity = std::string(
        *find_text(call("states", "CreateActivity", json::object{{"name", "work"}}), "activityArn"));
  }

  std::string task(const std::string& more = "'End':true") {
    return "{'Type':'Task','Resource':'" + activity + "'," + more + "}";
  }
  // The token of the next task on the desk.
  std::string lease() {
    const auto task = call("states", "GetActivityTask", json::object{{"activityArn", activity}});
    return std::string(*find_text(task, "taskToken"));
  }
  void succeed(const std::string& token, const std::string& output = "1") {
    call("states", "SendTaskSuccess", json::object{{"taskToken", token}, {"output", output}});
    settle();
  }
  void fail(const std::string& token) {
    call("states", "SendTaskFailure",
         json::object{{"taskToken", token}, {"error", "Bad"}, {"cause", "on purpose"}});
    settle();
  }
  void redrive(const std::string& token = {}) {
    json::object input{{"executionArn", last}};
    if (!token.empty()) input["clientToken"] = token;
    call("states", "RedriveExecution", std::move(input));
    settle();
  }
  std::string refused(const std::string& token = "other") {
    return refusal("states", "RedriveExecution",
                   json::object{{"executionArn", last}, {"clientToken", token}});
  }
  // What the history tells from event `first` on.
  std::string since(std::uint64_t first) {
    const std::string told = history(last);
    const auto at = told.find(std::to_string(first) + "<");
    return at == std::string::npos ? "" : told.substr(at);
  }
};

}  // namespace

TEST_CASE_METHOD(RedriveWorld, "a redriven state works again after its old entry, its retries before it",
                 "[states]") {
  last = start(create(
      "{'StartAt':'P','States':{'P':{'Type':'Pass','Next':'S'},'S':" +
      task("'End':true,'Retry':[{'ErrorEquals':['Bad'],'IntervalSeconds':1,'MaxAttempts':1}]") + "}}"));
  settle();
  fail(lease());
  advance(1s);
  const std::string old = lease();
  fail(old);
  CHECK(status(last) == "FAILED");
  CHECK(find_text(describe(last), "redriveStatus") == "REDRIVABLE");
  redrive();
  CHECK(refusal("states", "SendTaskSuccess", json::object{{"taskToken", old}, {"output", "1"}}) ==
        "TaskTimedOut: Task Timed Out: '" + activity + "'");
  fail(lease());
  advance(1s);
  succeed(lease());
  CHECK(since(11) ==
        "11<10 ExecutionFailed, 12<11 ExecutionRedriven, 13<4 ActivityScheduled, 14<13 ActivityStarted, "
        "15<14 ActivityFailed, 16<15 ActivityScheduled, 17<16 ActivityStarted, 18<17 ActivitySucceeded, "
        "19<18 TaskStateExited, 20<19 ExecutionSucceeded");
  const auto described = describe(last);
  CHECK(described.at("redriveCount") == 1);
  CHECK(find_text(described, "redriveStatusReason") == "Execution is SUCCEEDED and cannot be redriven");
}

TEST_CASE_METHOD(RedriveWorld, "only the branches that failed or were given up are redriven", "[states]") {
  std::string branches;
  for (const char* name : {"A", "B", "C"}) {
    if (!branches.empty()) branches += ",";
    branches += "{'StartAt':'" + std::string(name) + "','States':{'" + name + "':" + task() + "}}";
  }
  last = start(
      create("{'StartAt':'P','States':{'P':{'Type':'Parallel','End':true,'Branches':[" + branches + "]}}}"));
  settle();
  const std::string a = lease(), b = lease();
  lease();
  succeed(a, "\"kept\"");
  fail(b);
  CHECK(since(15) ==
        "15<11 ActivityFailed, 16<15 TaskStateAborted, 17<15 TaskStateAborted, 18<15 ParallelStateFailed, "
        "19<18 ExecutionFailed");
  SECTION("at once") {}
  SECTION("after a restart") { restart(); }
  redrive();
  succeed(lease(), "\"B\"");
  succeed(lease(), "\"C\"");
  CHECK(result_of(describe(last)) == R"(["kept","B","C"])");
  CHECK(since(20).starts_with("20<19 ExecutionRedriven, 21<6 ActivityScheduled, 22<8 ActivityScheduled"));
  CHECK(history(last).ends_with(
      "28<27 TaskStateExited, 29<28 ParallelStateSucceeded, 30<28 ParallelStateExited, "
      "31<30 ExecutionSucceeded"));
}

TEST_CASE_METHOD(RedriveWorld, "an inline Map goes on with the item that failed and those not begun",
                 "[states]") {
  last = start(create("{'StartAt':'M','States':{'M':{'Type':'Map','MaxConcurrency':1,'End':true,"
                      "'ItemProcessor':{'StartAt':'I','States':{'I':" +
                      task() + "}}}}}"),
               "[0,1,2]");
  settle();
  succeed(lease(), "\"first\"");
  fail(lease());
  CHECK(since(10) ==
        "10<9 MapIterationSucceeded, 11<9 MapIterationStarted, 12<11 TaskStateEntered, 13<12 "
        "ActivityScheduled, "
        "14<13 ActivityStarted, 15<14 ActivityFailed, 16<15 MapIterationFailed, 17<15 TaskStateAborted, "
        "18<15 MapStateFailed, 19<18 ExecutionFailed");
  redrive();
  succeed(lease(), "\"second\"");
  succeed(lease(), "\"third\"");
  CHECK(result_of(describe(last)) == R"(["first","second","third"])");
  CHECK(since(20).starts_with("20<19 ExecutionRedriven, 21<12 ActivityScheduled"));
}

TEST_CASE_METHOD(RedriveWorld, "a Fail state that is redriven fails the execution again", "[states]") {
  run("{'StartAt':'F','States':{'F':{'Type':'Fail','Error':'E','Cause':'C'}}}");
  redrive();
  CHECK(history(last) ==
        "1<0 ExecutionStarted, 2<0 FailStateEntered, 3<2 ExecutionFailed, 4<3 ExecutionRedriven, "
        "5<4 ExecutionFailed");
}

TEST_CASE_METHOD(RedriveWorld, "a stopped execution goes on where it stood", "[states]") {
  last = start(create("{'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':10,'End':true}}}"), "{'a':1}");
  settle();
  call("states", "StopExecution", json::object{{"executionArn", last}});
  advance(60s);
  redrive();
  CHECK(status(last) == "RUNNING");
  advance(10s);
  CHECK(history(last) ==
        "1<0 ExecutionStarted, 2<0 WaitStateEntered, 3<0 ExecutionAborted, 4<3 ExecutionRedriven, "
        "5<2 WaitStateExited, 6<5 ExecutionSucceeded");
}

TEST_CASE_METHOD(RedriveWorld, "what cannot be redriven is refused in AWS's words", "[states]") {
  const auto invalid = [&](const std::string& why) {
    return "ExecutionNotRedrivable: Execution " + last + " invalid for redrive as: " + why;
  };
  last = start(create(only("'Type':'Wait','Seconds':10")));
  settle();
  CHECK(refused() == invalid("Execution is RUNNING and cannot be redriven"));
  advance(10s);
  CHECK(refused() == invalid("Execution is SUCCEEDED and cannot be redriven"));
  run("{'StartAt':'F','States':{'F':{'Type':'Fail'}}}");
  advance(std::chrono::hours(24 * 14 + 1));
  CHECK(refused() == invalid("Execution redrivable period exceeded"));
  CHECK(find_text(describe(last), "redriveStatusReason") == "Execution redrivable period exceeded");
}

TEST_CASE_METHOD(RedriveWorld, "a client token asks for one redrive", "[states]") {
  last = start(create("{'StartAt':'S','States':{'S':" + task() + "}}"));
  settle();
  fail(lease());
  redrive("a");
  redrive("a");
  CHECK(refused("b").starts_with("ExecutionNotRedrivable"));
  fail(lease());
  redrive("a");
  CHECK(status(last) == "FAILED");
  redrive("b");
  CHECK(status(last) == "RUNNING");
  CHECK(describe(last).at("redriveCount") == 2);
}
