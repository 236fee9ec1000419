// What each intrinsic function computes, and what it says of arguments it cannot use.
#include "tests/services/states/states_world.h"

using namespace orrery;
using namespace orrery::states;

namespace {

const json::value given = parse(R"({
  'a': {'b': {'c': 7}, 'list': [10, 20, 30, 40]}, 'text': 'hello', 'zero': 0, 'none': null, 'half': 1.5,
  'names': [{'n': 'x', 'v': 1}, {'n': 'y', 'v': 2}, {'n': 'z', 'v': 3}], 'empty': []})");

std::string computed(const std::string& text) {
  static const Variables variables;
  Entropy entropy(7);
  try {
    const Scope scope{given, ContextSource([] { return given; }), variables};
    return print(Intrinsic::parse(text).evaluate(scope, entropy));
  } catch (const PathError&) {
    return "refused";
  }
}

std::string complaint(const std::string& text) {
  try {
    return "nothing but " + computed(text);
  } catch (const Failure& failure) {
    return failure.error + ": " + *failure.cause;
  }
}

struct CallCase {
  std::string call, wanted;
};

}  // namespace

TEST_CASE("intrinsic functions compute what AWS documents", "[states][intrinsics]") {
  const CallCase cases[] = {
      {"States.Format('Hi {}', $.text)", "\"Hi hello\""},
      {"States.Format('{} {}', 1, true)", "\"1 true\""},
      {"States.Format('{}', $.a.list)", "\"[10,20,30,40]\""},
      {"States.Format('no')", "\"no\""},
      {"States.Format(7)", "\"7\""},
      {"States.Format('\\{\\}')", "\"{}\""},
      {"States.Format('it\\'s {}', null)", "\"it's null\""},
      {"States.StringToJson('{\"x\":1}')", "{\"x\":1}"},
      {"States.StringToJson('')", "null"},
      {"States.JsonToString($.names[0])", "\"{\\\"n\\\":\\\"x\\\",\\\"v\\\":1}\""},
      {"States.Array()", "[]"},
      {"States.Array('a', 1, $.half, null)", "[\"a\",1,1.5,null]"},
      {"States.Array(States.Array(1))", "[[1]]"},
      {"States.ArrayPartition($.a.list, 3)", "[[10,20,30],[40]]"},
      {"States.ArrayPartition($.a.list, 2.6)", "[[10,20],[30,40]]"},
      {"States.ArrayPartition($.empty, 2)", "[]"},
      {"States.ArrayContains($.a.list, 20)", "true"},
      {"States.ArrayContains($.a.list, '20')", "true"},
      {"States.ArrayContains(States.Array('true'), true)", "true"},
      {"States.ArrayContains(States.Array(0, 1), false)", "false"},
      {"States.ArrayContains(States.Array(States.StringToJson('{\"a\":1,\"b\":2}')), "
       "States.StringToJson('{\"b\":2,\"a\":1}'))",
       "false"},
      {"States.ArrayRange(1, 9, 2)", "[1,3,5,7,9]"},
      {"States.ArrayRange(5, 1, -2)", "[5,3,1]"},
      {"States.ArrayRange(5.4, -0.6, -2.4)", "[5,3,1]"},
      {"States.ArrayRange(1.6, 1.4, 1)", "[1]"},
      {"States.ArrayGetItem($.a.list, 2)", "30"},
      {"States.ArrayGetItem($.a.list, 1.2)", "20"},
      {"States.ArrayGetItem($.empty, 999)", "null"},
      {"States.ArrayLength($.names)", "3"},
      {"States.ArrayUnique(States.Array(1,2,1,'1'))", "[1,\"1\",2]"},
      {"States.ArrayUnique(States.Array(1,'1',1,'01'))", "[1,\"1\",\"01\"]"},
      {"States.ArrayUnique(States.Array(true,false,true))", "[false,true]"},
      {"States.ArrayUnique(States.Array(States.Array(1,2),States.Array(1,2),States.Array(2,1)))",
       "[[2,1],[1,2]]"},
      {"States.ArrayUnique(States.Array(null,null,1,null))", "[null,1]"},
      {"States.ArrayUnique(States.Array(States.StringToJson('{\"a\":1,\"b\":2}'), "
       "States.StringToJson('{\"b\":2,\"a\":1}')))",
       "[{\"a\":1,\"b\":2}]"},
      {"States.Base64Encode('Data to encode')", "\"RGF0YSB0byBlbmNvZGU=\""},
      {"States.Base64Decode('RGF0YSB0byBlbmNvZGU=')", "\"Data to encode\""},
      {"States.Base64Decode(' YWJj!Z')", "\"abc\""},
      {"States.Base64Decode('YWI==YWI')", "\"ab\""},
      {"States.Hash('input data', 'SHA-1')", "\"aaff4a450a104cd177d28d18d74485e8cae074b7\""},
      {"States.Hash('a', 'MD5')", "\"0cc175b9c0f1b6a831c399e269772661\""},
      {"States.Hash(123, 'MD5')", "\"202cb962ac59075b964b07152d234b70\""},
      {"States.JsonMerge($.a.b, States.StringToJson('{\"d\":1}'), false)", "{\"c\":7,\"d\":1}"},
      {"States.JsonMerge($.a.b, $.a.b, 'no')", "{\"c\":7}"},
      {"States.MathAdd(111, -1)", "110"},
      {"States.MathAdd($.half, 1)", "3"},
      {"States.MathAdd(1.6, 2.7)", "5"},
      {"States.MathAdd(2147483646, 1)", "2147483647"},
      {"States.StringSplit('1,2,3,4', ',')", "[\"1\",\"2\",\"3\",\"4\"]"},
      {"States.StringSplit('a.b+c', '.+')", "[\"a\",\"b\",\"c\"]"},
      {"States.MathRandom(3, 4)", "3"},
      {"States.MathRandom(1, 100, 42)", "63"},
      {"States.MathRandom(1, 1000, 2)", "806"},
      {"States.MathRandom(1, 10, -10)", "1"},
      {"States.MathRandom(1, 5, 42)", "3"},
      {"States.MathRandom(2147483640, 2147483647, 1)", "2147483644"},
      {"States.Nope()", "refused"},
      {"States.Format('x'", "refused"},
      {"States.Format(x)", "refused"},
      {"States.Array(1,)", "refused"}};
  for (const auto& [call, wanted] : cases) {
    INFO(call);
    CHECK(computed(call) == wanted);
  }
}

TEST_CASE("an intrinsic function says of most of what it cannot use that it is invalid",
          "[states][intrinsics]") {
  for (const std::string call : {"States.Format()",
                                 "States.ArrayPartition($.a.list, 0)",
                                 "States.ArrayPartition($.a.list, 0.6)",
                                 "States.ArrayPartition('no', 2)",
                                 "States.ArrayPartition($.a.list, '2')",
                                 "States.ArrayContains('no', 'x')",
                                 "States.ArrayContains($.a.list)",
                                 "States.ArrayRange(1, 5, 0)",
                                 "States.ArrayRange(1, 10, 0.49)",
                                 "States.ArrayRange(1, 1001, 1)",
                                 "States.ArrayRange('a', 5, 1)",
                                 "States.ArrayGetItem($.a.list, 9)",
                                 "States.ArrayGetItem($.a.list, -1)",
                                 "States.ArrayGetItem($.a.list, '1')",
                                 "States.ArrayLength($.text)",
                                 "States.ArrayLength(States.JsonToString($.a.list))",
                                 "States.ArrayUnique($.a)",
                                 "States.Base64Encode(123)",
                                 "States.Base64Encode('a', 'b')",
                                 "States.Base64Decode($.a)",
                                 "States.Hash('a', 'CRC')",
                                 "States.Hash('a', 'sha-256')",
                                 "States.Hash('a', 1)",
                                 "States.Hash()",
                                 "States.JsonMerge($.a.b, $.a.b, true)",
                                 "States.JsonMerge($.none, $.a.b, false)",
                                 "States.JsonToString()",
                                 "States.StringToJson(123)",
                                 "States.StringSplit(123, ',')",
                                 "States.StringSplit('a', null)",
                                 "States.MathAdd('1', 2)",
                                 "States.MathAdd(null, 1)",
                                 "States.MathAdd(1)",
                                 "States.MathAdd(2147483647, 1)",
                                 "States.MathAdd(3000000000, 1)",
                                 "States.MathAdd(1e300, 1)",
                                 "States.MathRandom(4, 3)",
                                 "States.MathRandom(1.4, 1.6)",
                                 "States.MathRandom(1)",
                                 "States.MathRandom(1, 10, null)",
                                 "States.UUID(1)"}) {
    INFO(call);
    CHECK(complaint(call) == "States.Runtime: There was an error while evaluating the intrinsic function: " +
                                 call + ". Invalid arguments in " + call.substr(0, call.find('(')));
  }
}

TEST_CASE("templates, texts and the number of arguments are told of in more words", "[states][intrinsics]") {
  const std::string source = "[Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); ";
  const std::string unread = "Cannot convert String to Json in States.StringToJson, caused by: ";
  const std::string format = "Invalid template in States.Format: matching ";
  const std::string count =
      "Invalid arguments in States.Format: number of arguments do not match the occurrences of {}.";
  const CallCase cases[] = {
      {"States.Format('Hello {', $.text)", format + "'}' not found for '{'."},
      {"States.Format('Hello {{}}', $.text)", format + "'}' not found for '{'."},
      {"States.Format('}')", format + "'{' not found for '}'."},
      {"States.Format('{}')", count},
      {"States.Format('', 1)", count},
      {"States.Format($.zero, 1)", count},
      {"States.StringToJson('{bad json}')",
       unread + "Unexpected character ('b' (code 98)): was expecting double-quote to start field name\n at " +
           source + "line: 1, column: 2]"},
      {"States.StringToJson('{\"a\":1')",
       unread + "Unexpected end-of-input: expected close marker for Object (start marker at " + source +
           "line: 1, column: 1])\n at " + source + "line: 1, column: 7]"},
      {"States.StringToJson('undefined')",
       unread +
           "Unrecognized token 'undefined': was expecting (JSON String, Number, Array, Object or token "
           "'null', 'true' or 'false')\n at " +
           source + "line: 1, column: 10]"}};
  for (const auto& [call, wanted] : cases) {
    CHECK(complaint(call) == "States.Runtime: There was an error while evaluating the intrinsic function: " +
                                 call + ". " + wanted);
  }
}
