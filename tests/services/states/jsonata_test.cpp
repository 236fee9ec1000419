// JSONata expressions and what the reference implementation answers.
#include <fstream>
#include <sstream>

#include "services/states/jsonata/expression.h"
#include "tests/services/states/states_world.h"

using namespace orrery;

namespace {

std::string answer(const std::string& text, const json::value& document = nullptr) {
  Entropy entropy(1);
  states::jsonata::Environment environment;
  environment.entropy = &entropy;
  try {
    const states::jsonata::Expression expression(text);
    const auto found = expression.evaluate(document, environment);
    return found ? states::print(*found) : "undefined";
  } catch (const states::jsonata::Error& error) {
    return "error " + error.code;
  }
}

}  // namespace

TEST_CASE("expressions answer as the reference implementation does", "[states][jsonata]") {
  // The name of this file is relative to where it was compiled.
  const auto here = std::filesystem::read_symlink("/proc/self/exe").parent_path() / __FILE__;
  const auto file = here.parent_path() / "jsonata_cases.json";
  std::stringstream text;
  text << std::ifstream(file).rdbuf();
  const auto all = parse_json(text.str(), 512);
  REQUIRE(all);
  for (const auto& one : all->at("cases").as_array()) {
    const json::object& row = one.as_object();
    const std::string expression(view(row.at("expression").as_string()));
    const std::string found =
        answer(expression, all->at("documents").at(view(row.at("document").as_string())));
    INFO(expression);
    if (const auto code = find_text(row, "error")) {
      CHECK(found == "error " + std::string(*code));
    } else if (row.contains("undefined")) {
      CHECK(found == "undefined");
    } else if (row.contains("value")) {
      const auto value = parse_json(found, 512);
      REQUIRE(value);
      CHECK(states::same(*value, row.at("value")));
    }
  }
}

TEST_CASE("an expression without end is stopped", "[states][jsonata]") {
  CHECK(answer("($f:=function($n){1+$f($n)}; $f(1))") == "error D1011");
  CHECK(answer("($f:=function($n){$f($n)}; $f(1))") == "error D1012");
  CHECK(answer("$map([1..1000000], function($v){$count([1..100000])})") == "error D1012");
  CHECK(answer(std::string(5000, '(') + "1" + std::string(5000, ')')) == "error S0500");
}

TEST_CASE_METHOD(StatesWorld, "states in JSONata have arguments, output, variables and conditions",
                 "[states][jsonata]") {
  invoker.functions["f"] = [](const json::value& event) { return returns(event); };
  CHECK(output(R"({'QueryLanguage':'JSONata','StartAt':'A','States':{
    'A':{'Type':'Pass','Assign':{'n':'{% $states.input.n * 2 %}'},'Output':{'sum':'{% $sum([1..4]) %}'},'Next':'C'},
    'C':{'Type':'Choice','Choices':[{'Condition':'{% $n = 8 and $states.input.sum = 10 %}','Next':'T','Assign':{'seen':true}}],'Default':'F'},
    'T':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','Arguments':{'FunctionName':'f','Payload':{'n':'{% $n %}','seen':'{% $seen %}'}},
         'Output':'{% $states.result.Payload %}','Next':'M'},
    'M':{'Type':'Map','Items':'{% [1..3] %}','ItemSelector':{'i':'{% $states.context.Map.Item.Index %}','v':'{% $states.context.Map.Item.Value * $n %}'},
         'ItemProcessor':{'StartAt':'P','States':{'P':{'Type':'Pass','Output':'{% $states.input.v %}','End':true}}},
         'Output':{'all':'{% $states.result %}','before':'{% $states.input %}'},'End':true},
    'F':{'Type':'Fail','Error':'{% $string($n) %}'}}})",
               "{'n':4}") == R"({"all":[8,16,24],"before":{"n":8,"seen":true}})");
}

TEST_CASE_METHOD(StatesWorld, "an expression that fails is told as EvaluationFailed and can be caught",
                 "[states][jsonata]") {
  const auto execution =
      run("{'QueryLanguage':'JSONata','StartAt':'S','States':{'S':{'Type':'Pass','Output':'{% $nope "
          "%}','End':true}}}");
  CHECK(
      result_of(execution) ==
      "FAILED States.QueryEvaluationError: An error occurred while executing the state 'S' (entered at the "
      "event id "
      "#2). The JSONata expression ' $nope ' specified for the field 'Output' returned nothing (undefined).");
  CHECK(history(last) ==
        "1<0 ExecutionStarted, 2<0 PassStateEntered, 3<2 EvaluationFailed, 4<3 ExecutionFailed");
  CHECK(event(last, "EvaluationFailed").at("evaluationFailedEventDetails").at("location") == "Output");
  invoker.functions["f"] = [](const json::value&) { return raises("Boom"); };
  CHECK(output(R"({'QueryLanguage':'JSONata','StartAt':'T','States':{
    'T':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','Arguments':{'FunctionName':'f'},'End':true,
      'Catch':[{'ErrorEquals':['States.ALL'],'Output':{'e':'{% $states.errorOutput.Error %}','i':'{% $states.input %}'},'Next':'P'}]},
    'P':{'Type':'Pass','End':true}}})",
               "{'x':1}") == R"({"e":"Boom","i":{"x":1}})");
}
