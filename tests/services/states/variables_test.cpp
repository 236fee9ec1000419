// Where variables and the members of $states may be used, and how much variables may hold.
#include "tests/services/states/states_world.h"

using namespace orrery;

namespace {

struct ScopeWorld : StatesWorld {
  // Of "InvalidDefinition: Invalid State Machine Definition: '...'", what is between the quotes.
  std::string refused(const std::string& definition) {
    const std::string told =
        refusal("states", "CreateStateMachine",
                json::object{{"name", "x"}, {"roleArn", role}, {"definition", print(parse(definition))}});
    const std::size_t begin = told.find('\'') + 1;
    return told.substr(begin, told.size() - begin - 1);
  }
};

}  // namespace

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

TEST_CASE_METHOD(ScopeWorld, "expressions read of $states what there is where they stand",
                 "[states][variables]") {
  const auto machine = [](const std::string& fields) {
    return "{'QueryLanguage':'JSONata','StartAt':'S','States':{'S':{" + fields +
           ",'End':true},'R':{'Type':'Succeed'}}}";
  };
  const auto told = [](const std::string& name, const std::string& at) {
    return "SCHEMA_VALIDATION_FAILED: Field '$states." + name + "' does not exist. at /States/S/" + at +
           ", MISSING_TRANSITION_TARGET: State \"R\" is not reachable. at /States/R";
  };
  const std::string job = "'Type':'Task','Resource':'arn:aws:lambda:us-east-1:000000000000:function:f'";
  CHECK(refused(machine("'Type':'Pass','Output':'{% $states.result %}'")) == told("result", "Output"));
  CHECK(refused(machine("'Type':'Pass','Assign':{'a':['{% 1 + $states.errorOutput.Error %}']}")) ==
        told("errorOutput", "Assign/a[0]"));
  CHECK(refused(machine(job + ",'Arguments':'{% $states.result %}'")) == told("result", "Arguments"));
  create(only("'QueryLanguage':'JSONata'," + job +
              ",'Output':'{% $states.result %}','Assign':{'a':'{% $states.result.b %}'},"
              "'Catch':[{'ErrorEquals':['States.ALL'],'Output':'{% $states.errorOutput.Cause & "
              "$states.input.x %}','Next':'S'}]"),
         "fine");
}

TEST_CASE_METHOD(ScopeWorld, "a scope assigns no variable of one around it", "[states][variables]") {
  const auto machine = [](const std::string& inner, const std::string& mode) {
    return "{'StartAt':'A','States':{'A':{'Type':'Pass','Assign':{'shared':1},'Next':'S'},'S':{'Type':'Map',"
           "'ItemProcessor':{" +
           mode + "'StartAt':'P','States':{'P':{'Type':'Pass','Assign':{'" + inner +
           "':2},'End':true}}},'End':true}}}";
  };
  const std::string told =
      "SCHEMA_VALIDATION_FAILED: The variable name 'shared' was already defined in a parent scope. at "
      "/States/S/ItemProcessor/States/P/Assign";
  CHECK(refused(machine("shared", "")) == told);
  create(machine("own", ""), "inline");
  create(machine("shared", "'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'},"), "far");
}
