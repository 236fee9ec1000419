// What goes on after the emulator was killed.
#include "tests/services/states/states_world.h"

using namespace orrery;

TEST_CASE_METHOD(StatesWorld, "a Wait ends on time after a restart", "[states]") {
  const std::string execution = start(create(only("'Type':'Wait','Seconds':100")));
  advance(60s);
  restart();
  advance(39s);
  CHECK(status(execution) == "RUNNING");
  advance(2s);
  CHECK(status(execution) == "SUCCEEDED");
}

TEST_CASE_METHOD(StatesWorld, "a Map in the middle of its items goes on after a restart", "[states]") {
  const std::string execution =
      start(create(R"({'StartAt':'M','States':{'M':{'Type':'Map','MaxConcurrency':2,'End':true,
    'ItemProcessor':{'StartAt':'W','States':{'W':{'Type':'Wait','SecondsPath':'$','Next':'P'},'P':{'Type':'Pass','End':true}}}}}})"),
            "[1,5,3,2,1]");
  advance(4s);
  restart();
  settle();
  advance(20s);
  CHECK(result_of(describe(execution)) == "[1,5,3,2,1]");
}

TEST_CASE_METHOD(StatesWorld,
                 "data of as many levels as there may be outlives a restart, and more there are not",
                 "[states]") {
  const std::string deepest = std::string(512, '[') + std::string(512, ']');
  const auto begin = [&](const std::string& definition) {
    const std::string machine = create(definition, "m" + std::to_string(++machines));
    const auto answer =
        call("states", "StartExecution", json::object{{"stateMachineArn", machine}, {"input", deepest}});
    settle();
    return std::string(*find_text(answer, "executionArn"));
  };
  for (const std::string& wrapping :
       {only("'Type':'Pass','Parameters':{'a.$':'$'}"), only("'Type':'Pass','Assign':{'a':{'b.$':'$'}}"),
        only("'Type':'Map','ItemSelector':{'a':{'b.$':'$$.Map.Item.Value'}},'ItemProcessor':{'StartAt':'P',"
             "'States':{'P':{'Type':'Pass','End':true}}}")}) {
    CHECK(result_of(describe(begin(wrapping))) ==
          "FAILED States.Runtime: An error occurred while executing the state 'S' (entered at the event id "
          "#2). The data is nested deeper than 512 levels");
  }

  const std::string execution = begin(R"({'StartAt':'A','States':{
    'A':{'Type':'Pass','Assign':{'kept.$':'$'},'Next':'M'},
    'M':{'Type':'Map','End':true,
      'ItemProcessor':{'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':5,'End':true}}}}}})");
  restart();
  advance(6s);
  CHECK(result_of(describe(execution)) == deepest);
}

TEST_CASE_METHOD(StatesWorld, "a function lost with the emulator is called again, and the history says so",
                 "[states]") {
  invoker.hold = true;
  const std::string execution =
      start(create(only("'Type':'Task','Resource':'arn:aws:lambda:us-east-1:000000000000:function:f'")), "1");
  settle();
  CHECK(invoker.calls.size() == 1);
  invoker.hold = false;
  invoker.functions["f"] = [](const json::value&) { return returns("done"); };
  restart();
  settle();
  CHECK(result_of(describe(execution)) == "\"done\"");
  CHECK(history(execution) ==
        "1<0 ExecutionStarted, 2<0 TaskStateEntered, 3<2 LambdaFunctionScheduled, 4<3 LambdaFunctionStarted, "
        "5<4 LambdaFunctionFailed, 6<5 LambdaFunctionScheduled, 7<6 LambdaFunctionStarted, "
        "8<7 LambdaFunctionSucceeded, 9<8 TaskStateExited, 10<9 ExecutionSucceeded");
}

TEST_CASE_METHOD(StatesWorld, "a Parallel state with nested waits and variables survives a restart",
                 "[states]") {
  const std::string execution = start(create(R"({'StartAt':'V','States':{
    'V':{'Type':'Pass','Assign':{'who':'me'},'Next':'P'},
    'P':{'Type':'Parallel','End':true,'Branches':[
      {'StartAt':'A','States':{'A':{'Type':'Wait','Seconds':10,'Next':'A2'},'A2':{'Type':'Pass','Parameters':{'w.$':'$who'},'End':true}}},
      {'StartAt':'B','States':{'B':{'Type':'Pass','Result':2,'End':true}}}]}}})"));
  advance(5s);
  restart();
  advance(6s);
  CHECK(result_of(describe(execution)) == R"([{"w":"me"},2])");
}

TEST_CASE_METHOD(StatesWorld, "a task token outlives the emulator", "[states]") {
  create(
      only("'Type':'Task','Resource':'arn:aws:states:::lambda:invoke.waitForTaskToken','Parameters':{'"
           "FunctionName':'f',"
           "'Payload':{'token.$':'$$.Task.Token'}}"));
  std::string token;
  invoker.functions["f"] = [&](const json::value& event) {
    token = event.at("token").as_string().c_str();
    return returns(nullptr);
  };
  const std::string execution = start(std::string(arn_prefix) + "stateMachine:m");
  settle();
  restart();
  settle();
  CHECK(status(execution) == "RUNNING");
  call("states", "SendTaskSuccess", json::object{{"taskToken", token}, {"output", "{\"ok\":true}"}});
  settle();
  CHECK(result_of(describe(execution)) == R"({"ok":true})");
}
