// Small cases in tables: paths, choices, and how data passes through a state.
#include "tests/services/states/states_world.h"

using namespace orrery;
using namespace orrery::states;

namespace {

const json::value document = parse(R"({
  'a': {'b': {'c': 7}, 'list': [10, 20, 30, 40]}, 'text': 'hello', 'zero': 0, 'no': false, 'none': null, 'half': 1.5,
  'names': [{'n': 'x', 'v': 1}, {'n': 'y', 'v': 2}, {'n': 'z', 'v': 3, 'tags': ['t']}], 'with space': {'in-side': 1}, 'empty': [],
  'ns:x&y': 8, 'odd': [{'@t': 1, 'n:m': 2}, {'@t': 1, 'n:m': 3}]})");

std::string found(const std::string& path) {
  try {
    const auto value = Path::parse(path).find(document);
    return value ? print(*value) : "nothing";
  } catch (const PathError&) {
    return "refused";
  }
}

struct Case {
  std::string given, wanted;
};

}  // namespace

TEST_CASE("paths find what Step Functions finds", "[states][path]") {
  const Case cases[] = {{"$.a.b.c", "7"},
                        {"$.a.list[0]", "10"},
                        {"$.a.list[-1]", "40"},
                        {"$.a.list[9]", "nothing"},
                        {"$.a.list[1:3]", "[20,30]"},
                        {"$.a.list[:2]", "[10,20]"},
                        {"$.a.list[2:]", "[30,40]"},
                        {"$.a.list[-2:]", "[30,40]"},
                        {"$.a.list[0,2]", "[10,30]"},
                        {"$.a.list[::2]", "[10,30]"},
                        {"$.a.list[*]", "[10,20,30,40]"},
                        {"$['a']['b']['c']", "7"},
                        {"$[\"text\"]", "\"hello\""},
                        {"$['with space']['in-side']", "1"},
                        {"$.none", "null"},
                        {"$.nope", "nothing"},
                        {"$.nope.deeper", "nothing"},
                        {"$.text.x", "nothing"},
                        {"$.names[*].n", "[\"x\",\"y\",\"z\"]"},
                        {"$.names[*].tags", "[[\"t\"]]"},
                        {"$..n", "[\"x\",\"y\",\"z\"]"},
                        {"$..c", "[7]"},
                        {"$..nope", "[]"},
                        {"$.names[?(@.v>1)].n", "[\"y\",\"z\"]"},
                        {"$.names[?(@.v >= 2 && @.n == 'y')].v", "[2]"},
                        {"$.names[?(@.v==1 || @.v==3)].n", "[\"x\",\"z\"]"},
                        {"$.names[?(@.tags)].n", "[\"z\"]"},
                        {"$.names[?(!@.tags)].n", "[\"x\",\"y\"]"},
                        {"$.names[?(@.n in ['x','z'])].v", "[1,3]"},
                        {"$.names[?(@.n in ['\"]', 'a\\'b', 'x'])].v", "[1]"},
                        {"$.names[?(@.n in ['\"]", "refused"},
                        {"$.names[?(@.n in [1", "refused"},
                        {"$.names[?(@.n =~ /[xy]/)].v", "[1,2]"},
                        {"$.names[?(@.v < $.half)].n", "[\"x\"]"},
                        {"$.names[?(@.v > 9)]", "[]"},
                        {"$.empty[*]", "[]"},
                        {"$.a.list.length()", "4"},
                        {"$.a.list.max()", "40"},
                        {"$.a.list.sum()", "100"},
                        {"$['zero','text','nope']", "{\"zero\":0,\"text\":\"hello\"}"},
                        {"$.text['a','b']", "nothing"},
                        {"$['a','text'].b", "[{\"c\":7}]"},
                        {"$..['n','tags']", "[{\"n\":\"z\",\"tags\":[\"t\"]}]"},
                        {"$.['a'].['b'].c", "7"},
                        {"$.ns:x&y", "8"},
                        {"$.text ", "\"hello\""},
                        {"$..names[?(@.n==y)].v", "[2]"},
                        {"$.names[?(@.v > .5 && @.v > -.5 && @.v < 1.5)].n", "[\"x\"]"},
                        {"$.odd[?(@.@t==1&&@.n:m<3)].n:m", "[2]"},
                        {"$.names.[0].n", "\"x\""},
                        {"$.names.[?(@.v>1)].['n', 'v']", "[{\"n\":\"y\",\"v\":2},{\"n\":\"z\",\"v\":3}]"},
                        {"$...a", "refused"},
                        {"$.names.[]", "refused"},
                        {"a.b", "refused"},
                        {"$.", "refused"},
                        {"$.a[", "refused"},
                        {"$.a[x]", "refused"},
                        {"$.a b", "refused"},
                        {"$..", "refused"},
                        {"$.names[?(@.v>)]", "refused"}};
  for (const auto& [path, wanted] : cases) {
    INFO(path);
    CHECK(found(path) == wanted);
  }
}

TEST_CASE_METHOD(StatesWorld, "choices compare as AWS does", "[states][choice]") {
  struct Row {
    std::string rule, input;
    bool chosen;
  };
  const std::string early = "2024-01-01T00:00:00Z", late = "2024-01-01T01:00:00Z";
  const Row rows[] = {{"'StringEquals':'a'", "'a'", true},
                      {"'StringEquals':'a'", "'b'", false},
                      {"'StringEquals':'1'", "1", false},
                      {"'StringLessThan':'b'", "'a'", true},
                      {"'StringGreaterThanEquals':'a'", "'a'", true},
                      {"'StringMatches':'lo*g'", "'long'", true},
                      {"'StringMatches':'*.txt'", "'a.txt'", true},
                      {"'StringMatches':'*.txt'", "'a.txts'", false},
                      {"'StringMatches':'a*b*c'", "'axxbyyc'", true},
                      {"'NumericEquals':1", "1.0", true},
                      {"'NumericEquals':1", "'1'", false},
                      {"'NumericLessThan':2", "1", true},
                      {"'NumericGreaterThan':2", "2", false},
                      {"'NumericLessThanEquals':2", "2", true},
                      {"'NumericGreaterThanEquals':2.5", "2", false},
                      {"'BooleanEquals':true", "true", true},
                      {"'BooleanEquals':true", "'true'", false},
                      {"'IsNull':true", "null", true},
                      {"'IsNull':false", "null", false},
                      {"'IsString':true", "'x'", true},
                      {"'IsNumeric':true", "1", true},
                      {"'IsBoolean':true", "false", true},
                      {"'IsPresent':true", "null", true},
                      {"'IsTimestamp':true", "'" + early + "'", true},
                      {"'IsTimestamp':true", "'today'", false},
                      {"'TimestampEquals':'" + early + "'", "'2024-01-01T01:00:00+01:00'", true},
                      {"'TimestampLessThan':'" + late + "'", "'" + early + "'", true},
                      {"'TimestampGreaterThan':'" + late + "'", "'" + early + "'", false},
                      {"'NumericEqualsPath':'$.y'", "5", true},
                      {"'NumericGreaterThanPath':'$.y'", "6", true}};
  for (const Row& row : rows) {
    INFO(row.rule << " over " << row.input);
    const std::string told =
        output("{'StartAt':'C','States':{'C':{'Type':'Choice','Choices':[{'Variable':'$.x'," + row.rule +
                   ",'Next':'Y'}],'Default':'N'},'Y':{'Type':'Pass','Result':true,'End':true},'N':{'Type':'"
                   "Pass','Result':false,'End':true}}}",
               "{'x':" + row.input + ",'y':5}");
    CHECK(told == (row.chosen ? "true" : "false"));
  }
}

TEST_CASE_METHOD(StatesWorld, "data passes through a state as the specification says", "[states][data]") {
  invoker.functions["f"] = [](const json::value& event) { return returns(json::object{{"got", event}}); };
  const std::string task = "'Type':'Task','Resource':'arn:aws:lambda:us-east-1:000000000000:function:f'";
  struct Row {
    std::string state, input, output;
  };
  const Row rows[] = {
      {"'Type':'Pass'", "{'a':1}", R"({"a":1})"},
      {"'Type':'Pass','InputPath':'$.a'", "{'a':1}", "1"},
      {"'Type':'Pass','InputPath':null", "{'a':1}", "{}"},
      {"'Type':'Pass','OutputPath':'$.a'", "{'a':[1]}", "[1]"},
      {"'Type':'Pass','OutputPath':null", "{'a':1}", "{}"},
      {"'Type':'Pass','Result':5,'ResultPath':'$.r'", "{'a':1}", R"({"a":1,"r":5})"},
      {"'Type':'Pass','Result':5,'ResultPath':'$.x.y'", "{'a':1}", R"({"a":1,"x":{"y":5}})"},
      {"'Type':'Pass','Result':5,'ResultPath':null", "{'a':1}", R"({"a":1})"},
      {"'Type':'Pass','Result':5,'ResultPath':'$.l[1]'", "{'l':[1,2,3]}", R"({"l":[1,5,3]})"},
      {"'Type':'Pass','Parameters':{'k':'v','p.$':'$.a','q':{'r.$':'$$.State.Name'}}", "{'a':1}",
       R"({"k":"v","p":1,"q":{"r":"S"}})"},
      {task, "{'a':1}", R"({"got":{"a":1}})"},
      {task + ",'ResultPath':'$.r'", "{'a':1}", R"({"a":1,"r":{"got":{"a":1}}})"},
      {task + ",'Parameters':{'x.$':'$.a'},'ResultSelector':{'y.$':'$.got.x','z':1},'ResultPath':'$.r','"
              "OutputPath':'$.r'",
       "{'a':1}", R"({"y":1,"z":1})"},
      {"'Type':'Map','ItemsPath':'$.l','ItemSelector':{'i.$':'$$.Map.Item.Index','v.$':'$$.Map.Item.Value'},'"
       "ItemProcessor':{'StartAt':'P','States':{'P':{'Type':'Pass','End':true}}}",
       "{'l':['x']}", R"([{"i":0,"v":"x"}])"},
      {"'Type':'Map','ItemsPath':'$.l','ItemProcessor':{'StartAt':'P','States':{'P':{'Type':'Pass','End':"
       "true}}}",
       "{'l':[]}", "[]"}};
  for (const Row& row : rows) {
    INFO(row.state);
    CHECK(output(only(row.state), row.input) == row.output);
  }
}

TEST_CASE_METHOD(StatesWorld, "data a state cannot use fails with the words of Step Functions",
                 "[states][data]") {
  const std::string items =
      "'Type':'Map','ItemsPath':'$.l','ItemProcessor':{'StartAt':'P','States':{'P':{'Type':'Pass','End':true}"
      "}}";
  const std::string intro =
      "FAILED States.Runtime: An error occurred while executing the state 'S' (entered at the event id #2). ";
  struct Row {
    std::string state, input, told;
  };
  const Row rows[] = {
      {"'Type':'Pass','InputPath':'$.a'", "{}", intro + "Invalid path '$.a' : No results for path: $['a']"},
      {"'Type':'Pass','OutputPath':'$.a.b'", "{'a':{}}",
       intro + "Invalid path '$.a.b' : No results for path: $['a']['b']"},
      {"'Type':'Pass','InputPath':'$.a.b.c'", "{}",
       intro + "Invalid path '$.a.b.c' : Missing property in path $['a']"},
      {"'Type':'Pass','InputPath':'$.a[0]'", "{'a':1}",
       intro + "Invalid path '$.a[0]' : Filter: [0] can only be applied to arrays. Current context is: 1"},
      {"'Type':'Pass','Parameters':{'n.$':'States.Format($.a[0].b)'}", "{'a':{'b':'c'}}",
       intro + "The function 'States.Format($.a[0].b)' had the following error: Filter: [0]['b'] can only be "
               "applied to arrays. Current context is: {\"b\":\"c\"}"},
      {items, "{'l':null}", "FAILED States.Runtime: Reference path \"$.l\" must point to array."},
      {items, "{'l':{'a':1}}", "FAILED States.Runtime: Reference path \"$.l\" must point to array."},
      {"'Type':'Pass','Parameters':{'n.$':'$$.State.RetryCount'}", "{}",
       intro + "The JSONPath '$$.State.RetryCount' specified for the field 'n.$' could not be found in the "
               "input '{}'"},
      {"'Type':'Wait','SecondsPath':'$.s'", "{'s':'0'}", R"({"s":"0"})"},
      {"'Type':'Wait','SecondsPath':'$.s'", "{'s':'soon'}",
       intro + "The SecondsPath parameter cannot be parsed as a long value: $.s == soon"},
      {"'Type':'Wait','SecondsPath':'$.s'", "{'s':-1}",
       intro + "The SecondsPath parameter references a negative value: $.s == -1"},
      {"'Type':'Wait','SecondsPath':'$.s'", "{}",
       intro + "The SecondsPath parameter does not reference an input value: $.s"},
      {"'Type':'Wait','TimestampPath':'$.t'", "{}",
       intro + "The TimestampPath parameter does not reference an input value: $.t"},
      {"'Type':'Wait','TimestampPath':'$.t'", "{'t':'2016-03-14T01:59:00'}",
       intro + "The TimestampPath parameter does not reference a valid ISO-8601 extended "
               "offset date-time format string: $.t == 2016-03-14T01:59:00"}};
  for (const Row& row : rows) {
    INFO(row.state << " over " << row.input);
    CHECK(output(only(row.state), row.input) == row.told);
  }
  std::string choice = intro;
  choice.replace(choice.find("'S'"), 3, "'C'");
  CHECK(output("{'StartAt':'C','States':{'C':{'Type':'Choice','Choices':[{'Variable':'$.x','NumericEquals':1,"
               "'Next':'Y'}]},'Y':{'Type':'Succeed'}}}",
               "{'x':2}") ==
        choice + "Failed to transition out of the state. The state does not point to a next state.");
}

TEST_CASE_METHOD(StatesWorld, "numbers come out as they went in", "[states][data]") {
  const std::string numbers =
      "[90.57000000000001,0.30000000000000004,-943305.0469559873,123456789.12345679,3.0,"
      "18446744073709551615]";
  const auto started =
      call("states", "StartExecution",
           json::object{{"stateMachineArn", create(only("'Type':'Pass'"))}, {"input", numbers + " \n"}});
  settle();
  CHECK(find_text(describe(std::string(*find_text(started, "executionArn"))), "output") == numbers);
}

TEST_CASE_METHOD(StatesWorld, "seconds by an expression are whole and not too many", "[states][data]") {
  const std::string sts =
      "'Type':'Task','Resource':'arn:aws:states:::aws-sdk:sts:getCallerIdentity','Arguments':{},";
  const auto told = [&](const std::string& fields) {
    return output("{'QueryLanguage':'JSONata','StartAt':'S','States':{'S':{" + fields + ",'End':true}}}",
                  "{}");
  };
  const std::string intro =
      "FAILED States.QueryEvaluationError: An error occurred while executing the state 'S' (entered at the "
      "event id #2). ";
  CHECK(told(sts + "'TimeoutSeconds':'{% -1 %}'") ==
        intro + "TimeoutSeconds must be between 0 and 99999999 but was: -1");
  CHECK(told(sts + "'TimeoutSeconds':'{% 1.6 %}'") ==
        intro + "The TimeoutSeconds field cannot be parsed as an integer: 1.6");
  CHECK(told("'Type':'Wait','Seconds':'{% 1e8 %}'") ==
        intro + "Seconds must be between 0 and 99999999 but was: 100000000");
}
