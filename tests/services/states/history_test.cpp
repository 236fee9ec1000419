// The events of executions, compared with what AWS tells.
#include "tests/services/states/states_world.h"

using namespace orrery;

TEST_CASE_METHOD(StatesWorld, "a Pass state is entered and left between start and success", "[states]") {
  const auto execution =
      run("{'StartAt':'S','States':{'S':{'Type':'Pass','Result':{'Arg1':'argument1'},'End':true}}}");
  CHECK(find_text(execution, "output") == R"({"Arg1":"argument1"})");
  CHECK(history(last) ==
        "1<0 ExecutionStarted, 2<0 PassStateEntered, 3<2 PassStateExited, 4<3 ExecutionSucceeded");
  CHECK(
      print(event(last, "ExecutionStarted").at("executionStartedEventDetails")) ==
      R"({"input":"{}","inputDetails":{"truncated":false},"roleArn":"arn:aws:iam::000000000000:role/states"})");
  CHECK(print(event(last, "PassStateExited").at("stateExitedEventDetails")) ==
        R"({"name":"S","output":"{\"Arg1\":\"argument1\"}","outputDetails":{"truncated":false}})");
}

TEST_CASE_METHOD(StatesWorld, "lambda:invoke is scheduled, started and succeeds", "[states]") {
  invoker.functions["f"] = [](const json::value& event) { return returns(event); };
  run(only("'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','Parameters':{'FunctionName':'f','"
           "Payload.$':'$'}"),
      "{'a':1}");
  CHECK(history(last) ==
        "1<0 ExecutionStarted, 2<0 TaskStateEntered, 3<2 TaskScheduled, 4<3 TaskStarted, 5<4 TaskSucceeded, "
        "6<5 TaskStateExited, 7<6 ExecutionSucceeded");
  CHECK(
      print(event(last, "TaskScheduled").at("taskScheduledEventDetails")) ==
      R"({"resourceType":"lambda","resource":"invoke","region":"us-east-1","parameters":"{\"FunctionName\":\"f\",\"Payload\":{\"a\":1}}"})");
  const auto output = parse_json(*find_text(describe(last), "output"));
  CHECK(output->at("ExecutedVersion") == "$LATEST");
  CHECK(print(output->at("Payload")) == R"({"a":1})");
  CHECK(output->at("StatusCode") == 200);
}

TEST_CASE_METHOD(StatesWorld, "a function that fails is the execution's error", "[states]") {
  invoker.functions["f"] = [](const json::value&) {
    return raises("Exception", "Some exception was raised.");
  };
  const std::string cause = R"({"errorMessage":"Some exception was raised.","errorType":"Exception"})";
  SECTION("by its ARN") {
    const auto execution =
        run(only("'Type':'Task','Resource':'arn:aws:lambda:us-east-1:000000000000:function:f'"),
            "{'Payload':null}");
    CHECK(result_of(execution) == "FAILED Exception: " + cause);
    CHECK(
        history(last) ==
        "1<0 ExecutionStarted, 2<0 TaskStateEntered, 3<2 LambdaFunctionScheduled, 4<3 LambdaFunctionStarted, "
        "5<4 LambdaFunctionFailed, 6<5 ExecutionFailed");
    CHECK(
        print(event(last, "LambdaFunctionScheduled").at("lambdaFunctionScheduledEventDetails")) ==
        R"({"resource":"arn:aws:lambda:us-east-1:000000000000:function:f","input":"{\"Payload\":null}","inputDetails":{"truncated":false}})");
  }
  SECTION("by lambda:invoke, caught") {
    const auto execution = run(R"({'StartAt':'S','States':{
      'S':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','Parameters':{'FunctionName':'f'},'End':true,
           'Catch':[{'ErrorEquals':['States.TaskFailed'],'Next':'H'}]},
      'H':{'Type':'Pass','End':true}}})");
    CHECK(find_text(execution, "output") == print(json::object{{"Error", "Exception"}, {"Cause", cause}}));
    CHECK(history(last) ==
          "1<0 ExecutionStarted, 2<0 TaskStateEntered, 3<2 TaskScheduled, 4<3 TaskStarted, 5<4 TaskFailed, "
          "6<5 TaskStateExited, 7<6 PassStateEntered, 8<7 PassStateExited, 9<8 ExecutionSucceeded");
  }
}

TEST_CASE_METHOD(StatesWorld, "a path that leads nowhere is a failure of the run time", "[states]") {
  const auto execution = run(only("'Type':'Pass','Parameters':{'JobName.$':'$.JobName'}"));
  CHECK(result_of(execution) ==
        "FAILED States.Runtime: An error occurred while executing the state 'S' (entered at the event id "
        "#2). The "
        "JSONPath '$.JobName' specified for the field 'JobName.$' could not be found in the input '{}'");
  CHECK(history(last) == "1<0 ExecutionStarted, 2<0 PassStateEntered, 3<2 ExecutionFailed");
}

TEST_CASE_METHOD(StatesWorld, "iterations that time out end a Map as on AWS", "[states]") {
  invoker.hold = true;
  const std::string execution =
      start(create(R"({'StartAt':'MapWait','States':{'MapWait':{'Type':'Map','ItemsPath':'$.Inputs',
    'MaxConcurrency':4,'End':true,'Iterator':{'StartAt':'LambdaInvoke','States':{'LambdaInvoke':{'Type':'Task',
      'Resource':'arn:aws:states:::lambda:invoke','TimeoutSeconds':5,'Parameters':{'FunctionName':'f'},'End':true}}}}}})"),
            "{'Inputs':[1,2,3,4]}");
  settle();
  advance(5s);
  CHECK(result_of(describe(execution)) == "FAILED States.Timeout");
  const std::string told = history(execution);
  CHECK(told.starts_with(
      "1<0 ExecutionStarted, 2<0 MapStateEntered, 3<2 MapStateStarted, 4<3 MapIterationStarted, "
      "5<3 MapIterationStarted, 6<3 MapIterationStarted, 7<3 MapIterationStarted, "
      "8<4 TaskStateEntered, 9<8 TaskScheduled, 10<9 TaskStarted, 11<5 TaskStateEntered"));
  CHECK(told.find("MapIterationAborted") != std::string::npos);
  CHECK(told.ends_with("ExecutionFailed"));
}

TEST_CASE_METHOD(StatesWorld, "what becomes of iterations is told in their order, whichever failed",
                 "[states][history]") {
  const auto told = [&](const std::string& items) {
    const std::string execution = start(
        create(
            "{'StartAt':'M','States':{'M':{'Type':'Map','End':true,'ItemProcessor':{'StartAt':'C','States':{"
            "'C':{'Type':'Choice','Choices':[{'Variable':'$','IsString':true,'Next':'F'}],'Default':'W'},"
            "'W':{'Type':'Wait','Seconds':100,'End':true},'F':{'Type':'Fail','Error':'E'}}}}}}"),
        items);
    settle();
    const std::string all = history(execution);
    return all.substr(all.find("FailStateEntered"));
  };
  CHECK(told("[1,'x']") ==
        "FailStateEntered, 12<11 MapIterationAborted, 13<11 WaitStateAborted, 14<11 MapIterationFailed, "
        "15<11 MapStateFailed, 16<15 ExecutionFailed");
  CHECK(told("['x',1]").starts_with("FailStateEntered, 11<10 MapIterationFailed, 12<10 MapIterationAborted"));
}

TEST_CASE_METHOD(StatesWorld, "an intrinsic function names the argument that is missing",
                 "[states][history]") {
  const auto cause = [&](const std::string& expression) {
    const auto told = run(only("'Type':'Pass','Parameters':{'v.$':\"" + expression + "\"}"), "{'other':1}");
    const std::string text(find_text(told, "cause").value_or(""));
    return text.substr(text.find("). ") + 3);
  };
  const auto missing = [](const std::string& expression, const std::string& argument) {
    return "The function '" + expression +
           "' had the following error: The JsonPath argument for the field '" + argument +
           "' could not be found in the input '{\"other\":1}'";
  };
  for (const auto& [expression, argument] :
       {std::pair<std::string, std::string>{"States.ArrayLength($.nope)", "$.nope"},
        {"States.Array(1,$.other, $.a.b)", "$.a.b"},
        {"States.Array(1, States.JsonToString($.nope))", "$.nope"},
        {"States.JsonToString($$.Nope.Deep)", "$.Nope.Deep"}}) {
    CHECK(cause(expression) == missing(expression, argument));
  }
}

TEST_CASE_METHOD(StatesWorld, "a stopped execution is aborted", "[states]") {
  const std::string execution = start(create(only("'Type':'Wait','Seconds':100")));
  settle();
  call("states", "StopExecution", json::object{{"executionArn", execution}});
  CHECK(history(execution) == "1<0 ExecutionStarted, 2<0 WaitStateEntered, 3<0 ExecutionAborted");
  CHECK(status(execution) == "ABORTED");
  advance(200s);
  CHECK(events(execution).size() == 3);
}

TEST_CASE_METHOD(StatesWorld, "a machine's time-out ends its executions", "[states]") {
  const std::string execution = start(
      create("{'TimeoutSeconds':30,'StartAt':'S','States':{'S':{'Type':'Wait','Seconds':100,'End':true}}}"));
  advance(29s);
  CHECK(status(execution) == "RUNNING");
  advance(2s);
  CHECK(status(execution) == "TIMED_OUT");
  CHECK(history(execution) == "1<0 ExecutionStarted, 2<0 WaitStateEntered, 3<0 ExecutionTimedOut");
  // The error is told by the history only.
  CHECK(print(event(execution, "ExecutionTimedOut").at("executionTimedOutEventDetails")) ==
        R"({"error":"States.Timeout"})");
  CHECK(!describe(execution).contains("error"));
}

TEST_CASE_METHOD(StatesWorld, "a Parallel state starts its branches and gathers what they give", "[states]") {
  const auto execution = run(R"({'StartAt':'P','States':{'P':{'Type':'Parallel','End':true,'Branches':[
    {'StartAt':'A','States':{'A':{'Type':'Pass','Result':1,'End':true}}},
    {'StartAt':'B','States':{'B':{'Type':'Pass','Result':2,'End':true}}}]}}})");
  CHECK(find_text(execution, "output") == "[1,2]");
  CHECK(history(last) ==
        "1<0 ExecutionStarted, 2<0 ParallelStateEntered, 3<2 ParallelStateStarted, 4<3 PassStateEntered, "
        "5<4 PassStateExited, 6<3 PassStateEntered, 7<6 PassStateExited, 8<7 ParallelStateSucceeded, "
        "9<7 ParallelStateExited, 10<9 ExecutionSucceeded");
}

TEST_CASE_METHOD(StatesWorld, "what fails in a branch or an iteration is told of as on AWS", "[states]") {
  const std::string boom = "{'StartAt':'B','States':{'B':{'Type':'Fail','Error':'E'}}}";
  const std::string fine = "{'StartAt':'B','States':{'B':{'Type':'Pass','End':true}}}";
  const std::string lost =
      "{'StartAt':'B','States':{'B':{'Type':'Pass','Parameters':{'m.$':'$.nope'},'End':true}}}";
  const std::string undefined =
      "{'StartAt':'B','States':{'B':{'Type':'Pass','QueryLanguage':'JSONata','Output':'{% $nope "
      "%}','End':true}}}";
  const std::string absent =
      "{'StartAt':'B','States':{'B':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','Parameters':"
      "{'FunctionName':'none'},'End':true}}}";
  const auto parallel = [](const std::string& branch, const std::string& more = "") {
    return "'Type':'Parallel','Branches':[" + branch + "]" + more;
  };
  const auto map = [](const std::string& processor, const std::string& more = "") {
    return "'Type':'Map','ItemProcessor':" + processor + more;
  };
  const std::string again = ",'Retry':[{'ErrorEquals':['States.ALL'],'MaxAttempts':1,'IntervalSeconds':1}]";
  const std::string of_parallel =
      "1<0 ExecutionStarted, 2<0 ParallelStateEntered, 3<2 ParallelStateStarted, ";
  const std::string of_map =
      "1<0 ExecutionStarted, 2<0 MapStateEntered, 3<2 MapStateStarted, 4<3 MapIterationStarted, ";
  struct Row {
    std::string state, told;
  };
  const Row rows[] = {
      {parallel(boom), of_parallel + "4<3 FailStateEntered, 5<4 ParallelStateFailed, 6<5 ExecutionFailed"},
      {parallel(boom, again), of_parallel +
                                  "4<3 FailStateEntered, 5<4 ParallelStateStarted, 6<5 FailStateEntered, "
                                  "7<6 ParallelStateFailed, 8<7 ExecutionFailed"},
      {parallel(lost), of_parallel + "4<3 PassStateEntered, 5<4 ExecutionFailed"},
      {parallel(fine, ",'ResultSelector':{'m.$':'$.nope'}"),
       of_parallel + "4<3 PassStateEntered, 5<4 PassStateExited, 6<5 ParallelStateSucceeded, "
                     "7<6 ExecutionFailed"},
      {parallel(undefined), of_parallel + "4<3 PassStateEntered, 5<4 EvaluationFailed, "
                                          "6<5 ParallelStateFailed, 7<6 ExecutionFailed"},
      {parallel(absent), of_parallel + "4<3 TaskStateEntered, 5<4 TaskScheduled, 6<5 TaskStarted, "
                                       "7<6 TaskFailed, 8<7 TaskStateAborted, 9<7 ParallelStateFailed, "
                                       "10<9 ExecutionFailed"},
      {"'QueryLanguage':'JSONata'," +
           parallel(boom,
                    ",'Catch':[{'ErrorEquals':['Other'],'Next':'S'},{'ErrorEquals':['States.ALL'],"
                    "'Output':'{% $nope %}','Next':'S'}]"),
       of_parallel + "4<3 FailStateEntered, 5<4 ParallelStateFailed, 6<4 EvaluationFailed, "
                     "7<6 ParallelStateFailed, 8<7 ExecutionFailed"},
      {map(boom), of_map + "5<4 FailStateEntered, 6<5 MapIterationFailed, 7<5 MapStateFailed, "
                           "8<7 ExecutionFailed"},
      {map(lost), of_map + "5<4 PassStateEntered, 6<5 ExecutionFailed"},
      {map(undefined), of_map + "5<4 PassStateEntered, 6<5 EvaluationFailed, 7<6 MapIterationFailed, "
                                "8<6 MapStateFailed, 9<8 ExecutionFailed"},
      {"'QueryLanguage':'JSONata'," + map(fine, ",'Items':'{% $states.input.nope %}'"),
       "1<0 ExecutionStarted, 2<0 MapStateEntered, 3<0 EvaluationFailed, 4<3 MapStateFailed, "
       "5<4 ExecutionFailed"}};
  int machine = 0;
  for (const Row& row : rows) {
    INFO(row.state);
    const std::string definition = "{'StartAt':'S','States':{'S':{" + row.state + ",'End':true}}}";
    const std::string execution = start(create(definition, "m" + std::to_string(++machine)), "[1]");
    advance(1s);
    CHECK(history(execution) == row.told);
  }
}

TEST_CASE_METHOD(StatesWorld, "a history is read in pages and backwards", "[states]") {
  run(only("'Type':'Pass'"));
  auto page = call("states", "GetExecutionHistory", json::object{{"executionArn", last}, {"maxResults", 3}});
  CHECK(page.at("events").as_array().size() == 3);
  page = call("states", "GetExecutionHistory",
              json::object{{"executionArn", last}, {"maxResults", 3}, {"nextToken", page.at("nextToken")}});
  CHECK(page.at("events").as_array().size() == 1);
  CHECK(!page.contains("nextToken"));
  page = call("states", "GetExecutionHistory",
              json::object{{"executionArn", last}, {"reverseOrder", true}, {"includeExecutionData", false}});
  CHECK(page.at("events").at(0).at("type") == "ExecutionSucceeded");
  CHECK(!page.at("events").at(0).at("executionSucceededEventDetails").as_object().contains("output"));
}

TEST_CASE_METHOD(StatesWorld, "a history without data still tells errors", "[states]") {
  run("{'StartAt':'F','States':{'F':{'Type':'Fail','Error':'E','Cause':'C'}}}");
  const auto told = call("states", "GetExecutionHistory",
                         json::object{{"executionArn", last}, {"includeExecutionData", false}});
  const json::array& rows = told.at("events").as_array();
  CHECK(print(rows.at(0).at("executionStartedEventDetails")) ==
        R"({"roleArn":"arn:aws:iam::000000000000:role/states"})");
  CHECK(print(rows.at(1).at("stateEnteredEventDetails")) == R"({"name":"F"})");
  CHECK(print(rows.at(2).at("executionFailedEventDetails")) == R"({"error":"E","cause":"C"})");
}
