// JSONata expressions and what the reference implementation answers.
#include <fstream>
#include <sstream>

#include "core/utf8.h"
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
    return found ? print(*found) : "undefined";
  } catch (const states::jsonata::Unsupported&) {
    return "error unsupported";
  } catch (const states::jsonata::Error& error) {
    return "error " + (error.code.empty() ? error.message : error.code);
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

namespace {

const std::string too_deep =
    "error Stack overflow error: Check for non-terminating recursive function. Consider rewriting as "
    "tail-recursive";
const std::string too_large =
    "error Expression evaluation memory limit exceeded: Check for excessive memory usage";

std::string repeated(std::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

}  // namespace

TEST_CASE("the bounds of an expression lie where those of AWS do", "[states][jsonata]") {
  struct Row {
    std::string expression, wanted;
  };
  const std::string recursive = "($f := function($x){ $x <= 0 ? 0 : 1 + $f($x-1) }; $f(";
  const std::string doubling =
      "($f := function($s, $n){ $n = 0 ? $s : $f($s & $s, $n - 1) }; $length($f('x', ";
  const Row rows[] = {
      {"1" + repeated("+1", 99), "100"},
      {"1" + repeated("+1", 100), too_deep},
      {repeated("(", 99) + "1" + repeated(")", 99), "1"},
      {repeated("(", 100) + "1" + repeated(")", 100), too_deep},
      {repeated("[", 100) + "1" + repeated("]", 100), too_deep},
      {"1" + repeated("~>$string", 99), "\"1\""},
      {"1" + repeated("~>$string", 100), too_deep},
      {recursive + "31))", "31"},
      {recursive + "32))", too_deep},
      {"[1..873782] ~> $count()", "873782"},
      {"[1..873783] ~> $count()", too_large},
      {doubling + "22)))", "4194304"},
      {doubling + "23)))", too_large},
      {"$count($range(1, 360145, 1))", "360145"},
      {"$range(1, 360146, 1)", too_large},
      {"$range(1, 1000000000, 1)", too_large},
      {"$length($pad($pad('', 131072, 'x'), -393216))", "393216"},
      {"$pad('', 262145, 'x')", too_large},
      {"$sum($map([1..200000], function($v){$v * 2}))", "40000200000"},
  };
  for (const Row& row : rows) {
    INFO(row.expression);
    CHECK(answer(row.expression) == row.wanted);
  }
}

TEST_CASE("what Step Functions adds to the language", "[states][jsonata]") {
  const char* const rows[][2] = {
      {"$parse('{\"a\":1,\"b\":[1,2]}')", "{\"a\":1,\"b\":[1,2]}"},
      {"$exists($parse('null'))", "true"},
      {"$parse()", "undefined"},
      {"$parse(null)", "error T0410"},
      {"$parse('nope')", "error D3137"},
      {"$parse('{\"n\":9223372036854775807}').n", "9223372036854775807"},
      {"$string($parse('9223372036854775807'))", "\"9223372036854775807\""},
      {"$parse('1.0')", "1"},
      {"$map(['{\"a\":1}', '{\"a\":2}'], $parse).a", "[1,2]"},
      {"$partition([1,2,3,4,5], 2)", "[[1,2],[3,4],[5]]"},
      {"$partition([1,2,3])", "[[1,2,3]]"},
      {"$partition([1,2,3,4,5], 2.9)", "[[1,2],[3,4],[5]]"},
      {"$partition([], 2)", "undefined"},
      {"$partition([1,2,3], 0)", "undefined"},
      {"$partition([1,2,3], -0.5)", "undefined"},
      {"$partition([1,2,3], -1)", "error D3137"},
      {"$partition(null, 2)", "error T0412"},
      {"$partition('not-array', 2)", "error T0412"},
      {"$range(0, 10, 2)", "[0,2,4,6,8,10]"},
      {"$range(10, 0, -2)", "[10,8,6,4,2,0]"},
      {"$range(1.7, 5, 1)", "[1,2,3,4,5]"},
      {"$range(-1.7, 2, 1)", "[-1,0,1,2]"},
      {"$range(5, 1, -1.5)", "[5,4,3,2,1]"},
      {"$range(3, 3, 1)", "3"},
      {"$range(5, 1, 1)", "undefined"},
      {"$range(1, 5, 0)", "undefined"},
      {"$range(1, 5)", "undefined"},
      {"$range(1)", "error T0410"},
      {"$hash('Hello', 'MD5')", "\"8b1a9953c4611296a827abf8c47804d7\""},
      {"$hash('Hello', 'SHA-1')", "\"f7ff9e8b7bb2e09b70935a5d785e0cc5d9d0abf0\""},
      {"$hash('Hello', 'md5')", "error D3137"},
      {"$hash('Hello')", "undefined"},
      {"$hash()", "error T0410"},
      {"$hash(42, 'MD5')", "error T0410"},
      {"$hash('a', 'MD5', 'x')", "error T0410"},
      {"$uuid() = $uuid()", "false"},
      {"$uuid('seed')", "error T0410"},
      {"$random(42) * 1e4 ~> $floor()", "7275"},
      {"$random(0.9) = $random(0)", "true"},
      {"$random(1, 2)", "error T0410"},
      {"$base64decode('YWI')", "\"ab\""},
      {"$base64decode('!!!')", "error internal"},
      {"$base64decode('YWI=YWI')", "error internal"},
      {"$eval('1+1')", "error T1006"},
      {"1/0", "\"Infinity\""},
      {"-1/0", "\"-Infinity\""},
      {"[1/0]", "[\"Infinity\"]"},
      {"0/0", "\"NaN\""},
      {"1/0 + 1", "error D1001"},
      {"$parseInteger('abc', '0')", "\"NaN\""},
      {"$string(1e20)", "\"100000000000000000000\""},
      {"$string(1e21)", "\"1e+21\""},
      {"$formatNumber(1, 'x')", "error D3086"},
      {"$uppercase('stra\xC3\x9F' & 'e')", "\"STRASSE\""},
  };
  for (const auto& [expression, wanted] : rows) {
    INFO(expression);
    CHECK(answer(expression) == wanted);
  }
}

TEST_CASE("an expression without end is stopped", "[states][jsonata]") {
  CHECK(answer("($f:=function($n){1+$f($n)}; $f(1))") == too_deep);
  CHECK(answer("($f:=function($n){$f($n)}; $f(1))") ==
        "error Expression evaluation timeout: Check for infinite loop");
  CHECK(answer("$map([1..800000], function($v){$count([1..100000])})") ==
        "error Expression evaluation timeout: Check for infinite loop");
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

TEST_CASE_METHOD(StatesWorld,
                 "an expression that gives another type than its field takes is told with the value",
                 "[states][jsonata]") {
  const std::string run_one = ",'ItemProcessor':{'StartAt':'P','States':{'P':{'Type':'Pass','End':true}}}";
  const auto items = [&](const std::string& expression) {
    return "'Type':'Map','Items':'{% " + expression + " %}'" + run_one;
  };
  const auto told = [](const std::string& place, const std::string& types) {
    return "The JSONata expression '" + place + " returned an unexpected result type. Expected " + types;
  };
  struct Row {
    std::string state, why;
  };
  const Row rows[] = {
      {items("true"),
       told("true' specified for the field 'Items'", "'array', but was 'boolean' for value: true")},
      {items("$states.input"), told("$states.input' specified for the field 'Items'",
                                    "'array', but was 'object' for value: {\"a\":1}")},
      {items("null"),
       told("null' specified for the field 'Items'", "'array', but was 'null' for value: null")},
      {"'Type':'Map'" + run_one, "Map state input must be an array but was: {\"a\":1}"},
      {"'Type':'Map','Items':[1],'MaxConcurrency':'{% \\\"x\\\" %}'" + run_one,
       told("\"x\"' specified for the field 'MaxConcurrency'",
            "'number', but was 'string' for value: \"x\"")},
      {"'Type':'Wait','Seconds':'{% [1,2] %}'",
       told("[1,2]' specified for the field 'Seconds'", "'number', but was 'array' for value: [1,2]")},
      {"'Type':'Wait','Timestamp':'{% 1 %}'",
       told("1' specified for the field 'Timestamp'", "'string', but was 'number' for value: 1")},
      {"'Type':'Wait','Timestamp':'{% \\\"2016-12-05 21:29:29Z\\\" %}'",
       "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: "
       "2016-12-05 21:29:29Z"},
      {items("$f := function($x){$x}"),
       "The JSONata expression '$f := function($x){$x}' specified for the field 'Items' returned an "
       "unsupported "
       "result type."},
      {"'Type':'Pass','Assign':'{% 1 %}'",
       told("1' specified for the field 'Assign'", "'object', but was 'number' for value: 1")}};
  for (const Row& row : rows) {
    INFO(row.state);
    CHECK(
        output(only("'QueryLanguage':'JSONata'," + row.state), "{'a':1}") ==
        "FAILED States.QueryEvaluationError: An error occurred while executing the state 'S' (entered at the "
        "event id #2). " +
            row.why);
    const json::value failed = event(last, "EvaluationFailed");
    CHECK(failed.at("evaluationFailedEventDetails").as_object().contains("location") ==
          !row.why.starts_with("Map state input"));
  }
}

TEST_CASE_METHOD(StatesWorld, "an expression that fails is told as EvaluationFailed and can be caught",
                 "[states][jsonata]") {
  const auto execution =
      run("{'QueryLanguage':'JSONata','StartAt':'S','States':{'S':{'Type':'Pass','Output':'{% $nope "
          "%}','End':true}}}");
  CHECK(result_of(execution) ==
        "FAILED States.QueryEvaluationError: An error occurred while executing the state 'S' (entered at the "
        "event id "
        "#2). The JSONata expression '$nope' specified for the field 'Output' returned nothing (undefined).");
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

TEST_CASE("whatever is done to a text, it stays one", "[states][jsonata]") {
  const auto document = *parse_json(R"({"t":"aé€😀","b":"//79","p":"%ff"})");
  for (const char* expression : {"$split(t, '')",
                                 "$split(t, '€')",
                                 "$split(t, /./)",
                                 "$substring(t, 1, 2)",
                                 "$substring(t, -2)",
                                 "$substringBefore(t, '€')",
                                 "$substringAfter(t, 'é')",
                                 "$pad(t, 9, '€')",
                                 "$pad(t, -9, 'é😀')",
                                 "$uppercase(t)",
                                 "$lowercase(t)",
                                 "$trim(t)",
                                 "$match(t, /./)",
                                 "$replace(t, /[é€]/, '$0-')",
                                 "$replace(t, '€', 'x')",
                                 "$reverse($split(t, ''))",
                                 "$base64decode(b)",
                                 "$encodeUrl(t)",
                                 "$encodeUrlComponent(t)",
                                 "$formatNumber(12, '€0é')",
                                 "$fromMillis(0, '[Y]€[M]é')",
                                 "$string(t)",
                                 "$join($split(t, ''), '😀')",
                                 "$eval(t)",
                                 "$decodeUrl(p)",
                                 "$decodeUrlComponent(p)"}) {
    INFO(expression);
    std::string text;
    try {
      Entropy entropy(1);
      states::jsonata::Environment environment;
      environment.entropy = &entropy;
      const auto answer = states::jsonata::Expression(expression).evaluate(document, environment);
      if (answer) text = to_text(*answer);
    } catch (const states::jsonata::Error& error) {
      text = error.message;
    }
    CHECK(as_utf8(text) == text);
  }
}

TEST_CASE("what is missing or of another kind is an error and no more", "[states][jsonata]") {
  const std::pair<const char*, const char*> rows[] = {{"$contains('a', nope)", "undefined"},
                                                      {"$split('a', nope)", "error T0410"},
                                                      {"$replace('a', nope, 'b')", "error T0410"},
                                                      {"$replace('a', 'a', nope)", "error T0410"},
                                                      {"$replace('a', /a/, nope)", "error T0410"},
                                                      {"$power(2, nope)", "error D3061"},
                                                      {"nope{'k': 1}", R"({"k":1})"},
                                                      {"nope.x{'k': $}", "{}"},
                                                      {"nope@$v{'k': 1}", "{}"}};
  for (const auto& [text, wanted] : rows) {
    INFO(text);
    CHECK(answer(text, parse("{'a':1}")) == wanted);
  }
}

TEST_CASE("numbers that count nothing, and places outside of a text, end no more than the expression",
          "[states][jsonata]") {
  const std::pair<const char*, const char*> rows[] = {
      {"$fromMillis(5%0)", "error D3137"},
      {"$substring('abc', 5%0)", "\"abc\""},
      {"$substring('abc', 1, 5%0)", "\"\""},
      {"$pad('a', 5%0)", "\"a\""},
      {"$round(2.5, 5%0)", "2"},
      {"$partition([1,2], 5%0)", "error D3137"},
      {"$formatBase(5, 5%0)", "error D3100"},
      {"$formatBase(5%0)", "error D3061"},
      {"$formatBase(1e300)", "error D3061"},
      {"$random(5%0) = $random(1e300)", "true"},
      {"[(1/0)..(1/0)]", "error D2014"},
      {"$replace('abc', function($s){{'match':'a','start':50,'end':60}}, 'x')", "\"abcx\""},
      {"$split('abc', function($s){{'match':'a','start':-5,'end':60}})", R"(["",""])"},
      {"$match('abc', function($s){{'match':'a','start':1e300,'end':1}}).index", "3"},
  };
  for (const auto& [text, wanted] : rows) {
    INFO(text);
    CHECK(answer(text, parse("{'a':1}")) == wanted);
  }
}

TEST_CASE_METHOD(StatesWorld, "a failing expression is told with the field it stands in",
                 "[states][jsonata]") {
  const std::pair<const char*, const char*> rows[] = {
      {"'Type':'Pass','Output':'{% $nope %}','End':true", "Output"},
      {"'Type':'Pass','Output':{'a':{'b':[[1,'{% $nope %}']]}},'End':true", "Output/a/b[0][1]"},
      {"'Type':'Pass','Assign':{'x':{'y':'{% $nope %}'}},'End':true", "Assign/x/y"},
      {"'Type':'Task','Resource':'arn:aws:states:::sqs:sendMessage','Arguments':{'QueueUrl':'q','MessageBody'"
       ":'{% $nope "
       "%}'},'End':true",
       "Arguments/MessageBody"},
      {"'Type':'Choice','Choices':[{'Condition':'{% false %}','Next':'P'},{'Condition':'{% $nope "
       "%}','Next':'P'}],'Default':'P'",
       "Choices[1]/Condition"},
      {"'Type':'Choice','Choices':[{'Condition':'{% true %}','Output':{'v':'{% $nope "
       "%}'},'Next':'P'}],'Default':'P'",
       "Choices[0]/Output/v"},
      {"'Type':'Choice','Choices':[{'Condition':'{% true %}','Assign':{'x':'{% $nope "
       "%}'},'Next':'P'}],'Default':'P'",
       "Choices[0]/Assign/x"},
      {"'Type':'Task','Resource':'arn:aws:states:::sqs:sendMessage','Arguments':{'QueueUrl':'q','MessageBody'"
       ":'{% $nope "
       "%}'},"
       "'Catch':[{'ErrorEquals':['States.Timeout'],'Next':'P'},{'ErrorEquals':['States.QueryEvaluationError']"
       ","
       "'Output':{'v':'{% $nope %}'},'Next':'P'}],'End':true",
       "Catch[1]/Output/v"},
      {"'Type':'Wait','Seconds':'{% $nope %}','End':true", "Seconds"},
      {"'Type':'Fail','Error':'{% $nope %}'", "Error"},
      {"'Type':'Fail','Error':'E','Cause':'{% $nope %}'", "Cause"},
  };
  for (const auto& [state, field] : rows) {
    const std::string needed =
        std::string(state).find("'P'") == std::string::npos ? "" : ",'P':{'Type':'Pass','End':true}";
    INFO(state);
    CHECK(result_of(run("{'QueryLanguage':'JSONata','StartAt':'S','States':{'S':{" + std::string(state) +
                        "}" + needed + "}}")) ==
          "FAILED States.QueryEvaluationError: An error occurred while executing the state 'S' (entered at "
          "the event id "
          "#2). The JSONata expression '$nope' specified for the field '" +
              std::string(field) + "' returned nothing (undefined).");
  }
}
