// How much variables may hold.
#include "tests/services/states/states_world.h"

using namespace orrery;

TEST_CASE_METHOD(StatesWorld, "what one state assigns is at most 256 KiB of JSON", "[states][variables]") {
  const auto tried = [&](const std::string& assigned) {
    const json::object answer =
        call("states", "TestState",
             json::object{{"definition", "{\"Type\":\"Pass\",\"QueryLanguage\":\"JSONata\",\"Assign\":{" +
                                             assigned + "},\"Output\":{\"ok\":true},\"End\":true}"}});
    return std::string(find_text(answer, "cause").value_or(*find_text(answer, "status")));
  };
  const auto text = [](const char* name, int characters) {
    return std::string("\"") + name + "\":\"{% $pad('', " + std::to_string(characters) + ", 'x') %}\"";
  };
  CHECK(tried(text("x", 262142)) == "SUCCEEDED");
  CHECK(tried(text("x", 262144)) ==
        "Variable size limit exceeded. Variable 'x' in state 'StateName' was assigned 262146 bytes.");
  CHECK(tried(text("x", 131070) + "," + text("y", 131070)) == "SUCCEEDED");
  CHECK(tried(text("x", 131071) + "," + text("y", 131071)) ==
        "State total variable size limit exceeded. Variable 'y' in state 'StateName' was assigned 131073 "
        "bytes, "
        "which caused the size of variables assigned in the state to exceed its limit by 2 bytes.");
}

TEST_CASE_METHOD(StatesWorld, "the variables of an execution are at most 10 MiB of JSON",
                 "[states][variables]") {
  std::string states;
  for (int i = 1; i <= 42; ++i) {
    const std::string number = std::to_string(i);
    states += (i > 1 ? "," : "") + ("'A" + number + "':{'Type':'Pass','Assign':{'v" + number +
                                    "':'{% $pad(\"\", 250000, \"x\") %}'},'Next':'" +
                                    (i < 42 ? "A" + std::to_string(i + 1) : std::string("Z")) + "'}");
  }
  const std::string cause =
      "Execution total variable size limit exceeded. State 'A42' assigned variables that exceed the total "
      "execution limit by 14324 bytes.";
  std::string definition =
      "{'QueryLanguage':'JSONata','StartAt':'A1','States':{" + states + ",'Z':{'Type':'Succeed'}}}";
  std::replace(definition.begin(), definition.end(), '"', '`');
  std::replace(definition.begin(), definition.end(), '\'', '"');
  std::replace(definition.begin(), definition.end(), '`', '\'');
  last = start(
      std::string(*find_text(call("states", "CreateStateMachine",
                                  json::object{{"name", "m"}, {"definition", definition}, {"roleArn", role}}),
                             "stateMachineArn")));
  settle();
  CHECK(result_of(describe(last)) == "FAILED States.DataLimitExceeded: " + cause);
  const json::value evaluation = event(last, "EvaluationFailed");
  CHECK(evaluation.at("evaluationFailedEventDetails").at("location") == "Assign");
  CHECK(event(last, "ExecutionFailed").at("previousEventId") == evaluation.at("id"));
}
