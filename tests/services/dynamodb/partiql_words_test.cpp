// What the words of a statement may not say: literals, paths, functions, columns.
#include "tests/services/dynamodb/dynamodb_world.h"

namespace orrery::dynamodb {
namespace {

struct WordsWorld : DynamodbWorld {
  WordsWorld() {
    make_range_table("range", "S");
    put("range",
        "{'a': {'S': 'k'}, 'b': {'S': '1'}, 'n': {'N': '5'}, 'l': {'L': [{'S': 'x'}]}, "
        "'m': {'M': {'z': {'L': [{'S': 'y'}]}}}}");
  }

  json::object run(const std::string& statement) {
    return call("dynamodb", "ExecuteStatement", json::object{{"Statement", statement}});
  }
  std::string refused(const std::string& statement, const std::string& parameters = "") {
    json::object request{{"Statement", statement}};
    if (!parameters.empty()) request["Parameters"] = parse(parameters);
    return refusal("dynamodb", "ExecuteStatement", request);
  }
};

}  // namespace

TEST_CASE_METHOD(WordsWorld, "the words of statements are refused in AWS's words", "[dynamodb]") {
  const std::string set = "UPDATE range SET x = ", where = " WHERE a = 'k' AND b = '1'";
  const std::string invalid = "One or more parameter values were invalid: ";
  const auto repeat = [](const std::string& text, int count) {
    std::string all;
    for (int i = 0; i < count; ++i) all += text;
    return all;
  };
  struct Case {
    std::string statement, why;
  };
  for (
      const Case& one : {
          Case{set + "<<>>" + where, "Empty bags are not supported"},
          Case{set + "<<1, 'a'>>" + where,
               "Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags"},
          Case{set + "<<TRUE>>" + where,
               "Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags"},
          Case{set + "<<'b', 'a', 'b'>>" + where,
               invalid + "Input collection [b, a, b] contains duplicates."},
          Case{set + "<<2, +2.0, -1>>" + where,
               invalid + "Input collection [2, 2.0, -1] contains duplicates! under root"},
          Case{set + "{'c': 1, 'c': 2}" + where, "Duplicate keys in tuple. Key: c under root"},
          Case{set + repeat("[", 32) + "1" + repeat("]", 32) + where,
               "Nesting Levels have exceeded supported limits under root" + repeat("[0]", 32)},
          Case{set + "'a' + 1" + where,
               "Incorrect operand type for operator or function; operator or function: +, operand type: S"},
          Case{
              set + "n - null" + where,
              "Incorrect operand type for operator or function; operator or function: -, operand type: NULL"},
          Case{"SELECT l[-1] FROM range",
               "List index is not within the allowable range; index: [-1] at 1:11:1"},
          Case{"SELECT n, m.n FROM range", "Duplicate identifiers in select clause: n"},
          Case{"SELECT n AS x FROM range", "Aliasing is not supported"},
          Case{"SELECT n FROM range LIMIT 5", "Unsupported clause: LIMIT at 1:27:1"},
          Case{"SELECT n FROM range WHERE attribute_type(n, 'X')",
               "Invalid attribute type name found; type: X, valid types: {N,BS,L,B,NULL,M,S,SS,NS,BOOL}"},
          Case{"SELECT n FROM range WHERE attribute_type(n, 1)",
               "Incorrect operand type for operator or function; operator or function: attribute_type, "
               "operand "
               "type: N"},
          Case{
              "SELECT n FROM range WHERE attribute_exists(n) > false",
              "Incorrect operand type for operator or function; operator or function: >, operand type: BOOL"},
      }) {
    INFO(one.statement);
    CHECK(refused(one.statement) == "ValidationException: " + one.why);
  }
  CHECK(refused(set + "[?]" + where, "[{'S': 'v'}]") ==
        "ValidationException: Unsupported data type: Parameter under key root[0] at 1:23:1");
}

TEST_CASE_METHOD(WordsWorld, "columns have the last name of their path, and signs add up", "[dynamodb]") {
  CHECK(quoted(run("SELECT l[-0], m.z[0], n, none.x FROM range").at("Items")) ==
        "[{'l[0]':{'S':'x'},'n':{'N':'5'},'z[0]':{'S':'y'}}]");
  run("UPDATE range SET n = n - - 2 WHERE a = 'k' AND b = '1'");
  CHECK(quoted(run("SELECT n FROM range WHERE n = - -7").at("Items")) == "[{'n':{'N':'7'}}]");
}

TEST_CASE_METHOD(WordsWorld, "SET calculates from left to right", "[dynamodb]") {
  run("UPDATE range SET n = (n + 1) - 2 + n - -3, o = n + n, p = (n), q = 1 + 2 - (3 - n) WHERE a = 'k' AND "
      "b = "
      "'1'");
  CHECK(quoted(run("SELECT n, o, p, q FROM range").at("Items")) ==
        "[{'n':{'N':'12'},'o':{'N':'10'},'p':{'N':'5'},'q':{'N':'5'}}]");
  const std::string long_sum = [] {
    std::string sum = "n";
    for (int i = 0; i < 400; ++i) sum += "+1";
    return sum;
  }();
  CHECK(refused("UPDATE range SET n = " + long_sum + " WHERE a = 'k' AND b = '1'") != "");
  CHECK(refused("UPDATE range SET n = " + std::string(4000, '(') + " WHERE a = 'k' AND b = '1'") != "");
}

TEST_CASE_METHOD(WordsWorld, "an update cannot put a value too deep", "[dynamodb]") {
  json::value deep = json::object{{"S", "x"}};
  for (int i = 0; i < 31; ++i) deep = json::object{{"M", json::object{{"a", std::move(deep)}}}};
  const std::string why = "ValidationException: Nesting Levels have exceeded supported limits";
  const auto update = [&](const std::string& path) {
    return refusal("dynamodb", "ExecuteStatement",
                   json::object{{"Statement", "UPDATE range SET " + path + " = ? WHERE a = 'k' AND b = '1'"},
                                {"Parameters", json::array{deep}}});
  };
  CHECK(update("m.d") == why);
  CHECK(update("d").empty());
  json::object request =
      parse("{'TableName': 'range', 'Key': {'a': {'S': 'k'}, 'b': {'S': '1'}}}").as_object();
  request["UpdateExpression"] = "SET m.d = :v";
  request["ExpressionAttributeValues"] = json::object{{":v", deep}};
  CHECK(refusal("dynamodb", "UpdateItem", request) == why);
}

}  // namespace orrery::dynamodb
