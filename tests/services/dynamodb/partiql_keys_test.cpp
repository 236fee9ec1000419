// How the WHERE clause of a statement reaches items by key: lists and alternatives of partitions, ORDER BY,
// paging, and what of it is refused.
#include "tests/services/dynamodb/dynamodb_world.h"

namespace orrery::dynamodb {
namespace {

struct KeysWorld : DynamodbWorld {
  KeysWorld() {
    make_range_table("range", "S");
    for (const char* a : {"o", "p"}) {
      for (const char* b : {"1", "2", "3"}) {
        run(std::string("INSERT INTO range VALUE {'a': '") + a + "', 'b': '" + b + "', 'x': 'v" + b + "'}");
      }
    }
  }

  json::object run(const std::string& statement, json::object more = {}) {
    more["Statement"] = statement;
    return call("dynamodb", "ExecuteStatement", more);
  }
  std::string refused(const std::string& statement, json::object more = {}) {
    more["Statement"] = statement;
    const std::string said = refusal("dynamodb", "ExecuteStatement", more);
    CHECK((said.empty() || said.starts_with("ValidationException: ")));
    return said.empty() ? said : said.substr(std::string("ValidationException: ").size());
  }
  static std::string keys(const json::object& page) {
    std::string found;
    for (const json::value& item : page.at("Items").as_array()) {
      found += (found.empty() ? "" : " ") + std::string(view(item.at("a").at("S").as_string())) +
               std::string(view(item.at("b").at("S").as_string()));
    }
    return found;
  }
  std::string chosen(const std::string& where) { return keys(run("SELECT * FROM range WHERE " + where)); }
};

}  // namespace

TEST_CASE_METHOD(KeysWorld, "a statement reads the partitions that it names, in the order it asks for",
                 "[dynamodb]") {
  struct Case {
    const char* where;
    const char* found;
  };
  for (const Case& one : {
           Case{"a = 'o' ORDER BY b DESC", "o3 o2 o1"},
           Case{"a = 'o' ORDER BY b", "o1 o2 o3"},
           Case{"a = 'o' ORDER BY a ASC", "o3 o2 o1"},
           Case{"a IN ['p', 'o'] ORDER BY a DESC, b ASC", "p1 p2 p3 o1 o2 o3"},
           Case{"a IN ['p', 'o'] ORDER BY a", "o3 o2 o1 p3 p2 p1"},
           Case{"a IN ['o', 'q'] AND b > '1'", "o2 o3"},
           Case{"a = 'o' AND b IN ['3', '1', '7']", "o1 o3"},
           Case{"a = 'o' AND (b < '2' OR b > '2') ORDER BY b DESC", "o3 o1"},
           Case{"(a = 'o' AND b = '1') OR (a = 'p' AND b >= '2' AND b < '3')", "o1 p2"},
           Case{"a = 'o' AND b = '1' AND b > '0'", "o1"},
           Case{"a = 'o' AND b > '1' AND b <= '1'", ""},
           Case{"a = 'o' AND NOT b = '1' OR a = 'o' AND b = '2'", "o2 o3"},
           Case{"('o' = a) AND (b <> '2')", "o1 o3"},
           Case{"a = 'o' AND a = 'p'", ""},
       }) {
    INFO(one.where);
    CHECK(chosen(one.where) == one.found);
  }
}

TEST_CASE_METHOD(KeysWorld, "pages go from one partition to the next", "[dynamodb]") {
  json::object request{{"Limit", 2}};
  std::string seen;
  for (int page = 0; page < 9; ++page) {
    const json::object result = run("SELECT * FROM range WHERE a IN ['o', 'p'] ORDER BY a DESC", request);
    seen += keys(result) + "|";
    if (!result.contains("NextToken")) break;
    request["NextToken"] = result.at("NextToken");
  }
  CHECK(seen == "p3 p2|p1 o3|o2 o1||");
}

TEST_CASE_METHOD(KeysWorld, "a token goes with its statement and parameters", "[dynamodb]") {
  const json::object page =
      run("SELECT * FROM range WHERE a = ?", {{"Limit", 1}, {"Parameters", parse("[{'S': 'o'}]")}});
  const json::value token = page.at("NextToken");
  CHECK(refused("SELECT * FROM range WHERE a = ?",
                {{"NextToken", token}, {"Parameters", parse("[{'S': 'p'}]")}}) ==
        "NextToken does not match request");
  CHECK(refused("SELECT * FROM range", {{"NextToken", token}}) == "NextToken does not match request");
  CHECK(refused("SELECT * FROM range", {{"NextToken", "garbage"}}) == "Invalid NextToken");
  CHECK(refused("SELECT * FROM range WHERE a = ?",
                {{"NextToken", token}, {"Parameters", parse("[{'S': 'o'}]")}, {"Limit", 2}}) == "");
}

TEST_CASE_METHOD(KeysWorld, "keys that a statement cannot read by are refused", "[dynamodb]") {
  const std::string overlap = "Overlapping conditions with range keys are not supported in where clause";
  const std::string type = "Key attribute's data type should match its data type in table's schema: Key ";
  struct Case {
    const char* where;
    std::string why;
  };
  const auto many = [](int count) {
    std::string values;
    for (int i = 0; i < count; ++i) values += (i ? ",'v" : "'v") + std::to_string(i) + "'";
    return values;
  };
  for (const Case& one : {
           Case{"a IN ['o', 'o']", overlap},
           Case{"a = 'o' OR a = 'o'", overlap},
           Case{"a = 'o' AND (b > '0' OR b < '5')", overlap},
           Case{"a = 'o' AND (b = '1' OR x = 'v2')", overlap},
           Case{"a = 'o' OR b = '1'", ""},
           Case{"a = 1 OR a = 'o'", type + "a"},
           Case{"a = 'o' AND b IN ['1', 2]", type + "b"},
           Case{"a > 1", ""},
           Case{"a = TRUE", "Key value must be of type S, N, or B. Key name: a, Key type: BOOL"},
           Case{"a = 'o' ORDER BY x DESC", "Attribute x in ORDER BY clause must be part of the primary key"},
           Case{"a > 'a' ORDER BY b",
                "Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY "
                "clause."},
           Case{"a IN ['o', 'p'] ORDER BY b DESC",
                "Must have hash key in ORDER BY clause when more than one hash key condition specified in "
                "WHERE clause."},
       }) {
    INFO(one.where);
    CHECK(refused(std::string("SELECT * FROM range WHERE ") + one.where) == one.why);
  }
  const std::string select = "SELECT * FROM range WHERE ";
  CHECK(refused(select + "a IN [" + many(51) + "]") ==
        "Too many decomposed read operations for a given query.");
  CHECK(refused(select + "a IN [" + many(26) + "] AND b IN ['1', '2']") ==
        "Too many decomposed read operations for a given query.");
  CHECK(refused(select + "a IN [" + many(50) + "] AND x IN [" + many(100) + "]").empty());
  CHECK(refused(select + "a = 'o' AND x IN [" + many(101) + "]") ==
        "The IN operator is provided with too many operands; number of operands: 101");
}

TEST_CASE_METHOD(KeysWorld, "a write names one item, whatever brackets it is in", "[dynamodb]") {
  run("UPDATE range SET y = 1 WHERE (a = 'o' AND b = '1') AND a = 'o' AND (x = 'v1')");
  CHECK(chosen("a = 'o' AND y = 1") == "o1");
  const std::string several =
      "Multiple conditions on same key a. Only single item Update/Insert/Delete are supported";
  CHECK(refused("UPDATE range SET y = 1 WHERE a = 'o' AND b = '1' AND a = 'p'") == several);
  CHECK(refused("DELETE FROM range WHERE a = 'o' AND b = '1' AND a = 'p'") == several);
  CHECK(refused("UPDATE \"none\".\"index\" SET y = 1 WHERE a = 'o'") ==
        "This operation is not supported on an index");
  CHECK(refused("EXISTS(SELECT * FROM range WHERE a = 'o' AND b = '1' AND x IS MISSING)") ==
        "EXISTS can only be used in ExecuteTransaction write requests.");
  CHECK(refused("INSERT INTO range.i VALUE {'a': 'x'}") ==
        "FROM clause may only contain a single table name in data manipulation statements at 1:13:5");
}

TEST_CASE_METHOD(KeysWorld, "a statement filters by what its index has", "[dynamodb]") {
  ask("CreateTable",
      "{'TableName': 'local', 'BillingMode': 'PAY_PER_REQUEST', 'KeySchema': [{'AttributeName': 'a', "
      "'KeyType': "
      "'HASH'}, {'AttributeName': 'b', 'KeyType': 'RANGE'}], 'AttributeDefinitions': [{'AttributeName': 'a', "
      "'AttributeType': 'S'}, {'AttributeName': 'b', 'AttributeType': 'S'}, {'AttributeName': 'c', "
      "'AttributeType': 'S'}], 'LocalSecondaryIndexes': [{'IndexName': 'by-c', 'KeySchema': "
      "[{'AttributeName': "
      "'a', 'KeyType': 'HASH'}, {'AttributeName': 'c', 'KeyType': 'RANGE'}], 'Projection': "
      "{'ProjectionType': "
      "'KEYS_ONLY'}}]}");
  put("local", "{'a': {'S': 'k'}, 'b': {'S': '1'}, 'c': {'S': 'z'}, 'x': {'S': 'y'}}");
  const auto items = [this](const std::string& statement) { return quoted(run(statement).at("Items")); };
  CHECK(items("SELECT x FROM local.\"by-c\" WHERE a = 'k'") == "[{'x':{'S':'y'}}]");
  CHECK(items("SELECT x FROM local.\"by-c\" WHERE x = 'y'") == "[]");
  CHECK(items("SELECT x FROM local.\"by-c\" WHERE NOT x = 'y'") == "[{'x':{'S':'y'}}]");
  const std::string unprojected =
      "One or more parameter values were invalid: Secondary index by-c does not project one or more filter "
      "attributes: ";
  CHECK(refused("SELECT b FROM local.\"by-c\" WHERE a = 'k' AND (zz = '1' OR aa = '2' OR mm = '3')") ==
        unprojected + "[zz, aa, mm]");
  CHECK(refused("SELECT b FROM local.\"by-c\" WHERE (a = 'k' AND x = '1') OR (a = 'l' AND w = '2')") ==
        unprojected + "[w]");
  CHECK(refused("SELECT b FROM local.\"by-c\" WHERE (a = 'k' AND x = '1') OR a = 'l'").empty());
}

}  // namespace orrery::dynamodb
