// Test cases with mocked responses, as AWS's Step Functions Local runs them.
#include "services/states/mocks.h"

#include <catch2/catch.hpp>

#include "tests/services/states/states_world.h"

namespace orrery {
namespace {

constexpr const char* mock_file = R"({
  'StateMachines': {'sales': {'TestCases': {
    'Happy': {'Ask': 'Answer', 'Wait': 'Ticket'},
    'Retried': {'Ask': 'SlowThenFine'},
    'Refused': {'Ask': 'Never'},
    'Unready': {'Ask': 'Nothing'},
    'Queued': {'Wait': 'Ticket'}}}},
  'MockedResponses': {
    'Answer': {'0': {'Return': {'StatusCode': 200, 'Payload': {'n': 1.0}}}},
    'Ticket': {'0': {'Return': {'MessageId': 'one'}}},
    'SlowThenFine': {'0': {'Throw': {'Error': 'Slow', 'Cause': 'not now'}}, '1-2': {'Return': 'fine'},
                     '3': {'Return': 'last'}},
    'Never': {'0-9': {'Throw': {'Error': 'Gone'}}},
    'Nothing': {}}})";

std::string quoted(std::string text) {
  std::replace(text.begin(), text.end(), '\'', '"');
  return text;
}

struct MockedWorld : StatesWorld {
  MockedWorld() {
    directory.~Directory();
    new (&directory) Directory(loop, clock, *store, journal, entropy.fork("directory"));
    service = std::make_unique<states::States>(core, invoker, states::Mocks(quoted(mock_file)));
    directory.add(*service);
  }
  // Runs the machine "sales" in a test case.
  json::object run_case(const std::string& definition, const std::string& test_case,
                        const std::string& input = "{}") {
    last = start(create(definition, "sales") + "#" + test_case, input);
    for (int i = 0; i < 5; ++i) {
      settle();
      advance(10s);
    }
    return describe(last);
  }
};

const std::string ask = only(
    "'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','Parameters':{'FunctionName':'nobody'},"
    "'Retry':[{'ErrorEquals':['Slow'],'MaxAttempts':2}],"
    "'Catch':[{'ErrorEquals':['Gone'],'Next':'Sorry'}]");
const std::string ask_machine = "{'StartAt':'Ask','States':{'Ask':" +
                                ask.substr(ask.find("{'Type'"), ask.rfind("}}") - ask.find("{'Type'")) +
                                ",'Sorry':{'Type':'Pass','End':true}}}";

}  // namespace

TEST_CASE_METHOD(MockedWorld, "a mocked task answers without doing its work", "[states][mocks]") {
  const json::object done = run_case(ask_machine, "Happy");
  CHECK(result_of(done) == R"({"StatusCode":200,"Payload":{"n":1.0}})");
  CHECK(find_text(done, "stateMachineArn") == std::string(arn_prefix) + "stateMachine:sales");
  CHECK(invoker.calls.empty());
  CHECK(history(last) ==
        "1<0 ExecutionStarted, 2<0 TaskStateEntered, 3<2 TaskScheduled, 4<3 TaskStarted, 5<4 TaskSucceeded, "
        "6<5 TaskStateExited, 7<6 ExecutionSucceeded");
}

TEST_CASE_METHOD(MockedWorld, "what is thrown passes through Retry and Catch", "[states][mocks]") {
  CHECK(result_of(run_case(ask_machine, "Retried")) == R"("fine")");
  CHECK(print(event(last, "TaskFailed").at("taskFailedEventDetails")) ==
        R"({"resourceType":"lambda","resource":"invoke","error":"Slow","cause":"not now"})");
  CHECK(result_of(run_case(ask_machine, "Refused")) == R"({"Error":"Gone","Cause":""})");
}

TEST_CASE_METHOD(MockedWorld, "runs are counted through the whole execution", "[states][mocks]") {
  const std::string map =
      "{'StartAt':'Each','States':{'Each':{'Type':'Map','MaxConcurrency':1,'ItemProcessor':" + ask_machine +
      ",'End':true}}}";
  CHECK(result_of(run_case(map, "Retried", "[1,2,3]")) == R"(["fine","fine","last"])");
}

TEST_CASE_METHOD(MockedWorld, "a run that no mocked answer is for fails the execution", "[states][mocks]") {
  CHECK(result_of(run_case(ask_machine, "Unready")) ==
        "FAILED States.Runtime: An error occurred while executing the state 'Ask' (entered at the event id "
        "#2). "
        "The mocked response 'Nothing' has no answer for run 0 of the state");
}

TEST_CASE_METHOD(MockedWorld, "mocks stand for callbacks, activities, and what is not supported",
                 "[states][mocks]") {
  for (const auto& [resource, told] : std::initializer_list<std::pair<std::string, std::string>>{
           {"states:::sqs:sendMessage.waitForTaskToken",
            "TaskScheduled, 4<3 TaskStarted, 5<4 TaskSubmitted, 6<5"},
           {"states:::ecs:runTask.sync", "TaskScheduled, 4<3 TaskStarted, 5<4 TaskSubmitted, 6<5"},
           {"states:::apigateway:invoke", "TaskScheduled, 4<3 TaskStarted, 5<4"},
           {"states:us-east-1:000000000000:activity:a", "ActivityScheduled, 4<3 ActivityStarted, 5<4"},
           {"lambda:us-east-1:000000000000:function:f",
            "LambdaFunctionScheduled, 4<3 LambdaFunctionStarted, 5<4"}}) {
    INFO(resource);
    CHECK(result_of(
              run_case("{'StartAt':'Wait','States':{'Wait':{'Type':'Task','Resource':'arn:aws:" + resource +
                           "','Parameters':{'QueueUrl':'u','MessageBody.$':'$'},'End':true}}}",
                       "Queued")) == R"({"MessageId":"one"})");
    CHECK(history(last).find("3<2 " + told) != std::string::npos);
    call("states", "DeleteStateMachine",
         {{"stateMachineArn", std::string(arn_prefix) + "stateMachine:sales"}});
    settle();
  }
}

TEST_CASE_METHOD(MockedWorld, "states without a mock do their work, and so do machines without a test case",
                 "[states][mocks]") {
  invoker.functions["nobody"] = [](const json::value&) { return returns("worked"); };
  const std::string worked = R"("Payload":"worked")";
  CHECK(result_of(run_case(ask_machine, "Queued")).find(worked) != std::string::npos);
  CHECK(result_of(run_case(ask_machine, "")).find(worked) != std::string::npos);
  const std::string machine = std::string(arn_prefix) + "stateMachine:sales";
  CHECK(refusal("states", "StartExecution", {{"stateMachineArn", machine + "#Other"}}) ==
        "ValidationException: The mocked responses have no test case 'Other' of the state machine 'sales', "
        "but: "
        "Happy, Queued, Refused, Retried, Unready");
}

TEST_CASE_METHOD(StatesWorld, "without mocks no machine has a # in its ARN", "[states][mocks]") {
  const std::string machine = create(only("'Type':'Pass'")) + "#Case";
  CHECK(refusal("states", "StartExecution", {{"stateMachineArn", machine}}) ==
        "StateMachineDoesNotExist: State Machine Does Not Exist: '" + machine + "'");
}

TEST_CASE("a file of mocked responses that is wrong is refused with the place", "[states][mocks]") {
  for (const auto& [document, why] : std::initializer_list<std::pair<std::string, std::string>>{
           {"[]", "the document: an object is expected"},
           {"{'StateMachines':1}", "StateMachines: an object is expected"},
           {"{'MockedResponses':{'R':{'x':{'Return':1}}}}",
            "MockedResponses.R.x: the runs are to be given as one number from 0, or as two such as 1-3"},
           {"{'MockedResponses':{'R':{'3-1':{'Return':1}}}}",
            "MockedResponses.R.3-1: the runs are to be given as one number from 0, or as two such as 1-3"},
           {"{'MockedResponses':{'R':{'0':{'Return':1,'Throw':{'Error':'E'}}}}}",
            "MockedResponses.R.0: either a Return or a Throw is expected"},
           {"{'MockedResponses':{'R':{'0':{}}}}",
            "MockedResponses.R.0: either a Return or a Throw is expected"},
           {"{'MockedResponses':{'R':{'0':{'Throw':{'Cause':'c'}}}}}",
            "MockedResponses.R.0.Throw: an Error is expected"},
           {"{'MockedResponses':{'R':{'0-2':{'Return':1},'2':{'Return':1}}}}",
            "MockedResponses.R: run 2 has two answers"},
           {"{'StateMachines':{'m':{'TestCases':{'c':{'S':'R'}}}}}",
            "StateMachines.m.TestCases.c.S: it names none of the MockedResponses"}}) {
    INFO(document);
    CHECK_THROWS_WITH(states::Mocks(quoted(document)),
                      "the mocked responses are not as they should be: " + why);
  }
  CHECK_THROWS_WITH(states::Mocks("{"), Catch::Contains("Unexpected end-of-input"));
}

}  // namespace orrery
