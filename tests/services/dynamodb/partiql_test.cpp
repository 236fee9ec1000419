#include "tests/services/dynamodb/dynamodb_world.h"

namespace orrery::dynamodb {
namespace {

struct PartiqlWorld : DynamodbWorld {
  PartiqlWorld() { make_range_table("range", "N"); }

  json::object run(const std::string& statement, const std::string& parameters = "") {
    json::value request = json::object{{"Statement", statement}};
    if (!parameters.empty()) request.as_object()["Parameters"] = parse(parameters);
    return call("dynamodb", "ExecuteStatement", request);
  }
  std::string items(const std::string& statement, const std::string& parameters = "") {
    return quoted(run(statement, parameters).at("Items"));
  }
  std::string refused_statement(const std::string& statement) {
    return refusal("dynamodb", "ExecuteStatement", json::object{{"Statement", statement}});
  }
};

}  // namespace

TEST_CASE_METHOD(PartiqlWorld, "statements insert, select, update and delete", "[dynamodb]") {
  run("INSERT INTO \"range\" VALUE {'a': 'k', 'b': 1, 'l': [1, 'x', true, null], 's': <<'p', 'q'>>, 'm': "
      "{'n': -2.50}}");
  run("insert into \"range\" value {'a': ?, 'b': ?}", "[{'S': 'k'}, {'N': '2'}]");
  CHECK(items("SELECT * FROM \"range\" WHERE a = 'k' AND b = 1") ==
        "[{'a':{'S':'k'},'b':{'N':'1'},'l':{'L':[{'N':'1'},{'S':'x'},{'BOOL':true},{'NULL':true}]},'m':{'M':{"
        "'n':{'N':'-"
        "2.5'}}},'s':{'SS':['p','q']}}]");
  CHECK(items("SELECT b FROM \"range\" WHERE a = 'k' ORDER BY b DESC") ==
        "[{'b':{'N':'2'}},{'b':{'N':'1'}}]");
  CHECK(items("SELECT m.n, l[1] FROM range WHERE a = 'k' AND b < 2") ==
        "[{'l[1]':{'S':'x'},'n':{'N':'-2.5'}}]");
  CHECK(items("UPDATE \"range\" SET m.n = m.n + 5 SET x = 'y' REMOVE l WHERE a = 'k' AND b = 1 RETURNING "
              "MODIFIED NEW *") == "[{'m':{'M':{'n':{'N':'2.5'}}},'x':{'S':'y'}}]");
  CHECK(items("UPDATE \"range\" SET s = set_add(s, <<'r'>>) WHERE a = 'k' AND b = 1 RETURNING ALL NEW *")
            .find("'p','q','r'") != std::string::npos);
  CHECK(items("DELETE FROM \"range\" WHERE a = 'k' AND b = 2 RETURNING ALL OLD *") ==
        "[{'a':{'S':'k'},'b':{'N':'2'}}]");
  CHECK(items("SELECT b FROM \"range\"") == "[{'b':{'N':'1'}}]");
}

TEST_CASE_METHOD(PartiqlWorld, "conditions of statements choose as they say", "[dynamodb]") {
  for (int i = 0; i < 6; ++i) {
    run("INSERT INTO \"range\" VALUE {'a': 'k', 'b': " + std::to_string(i) + ", 't': 'text" +
        std::to_string(i) + "'" + (i % 2 ? ", 'odd': true" : "") + "}");
  }
  struct Case {
    const char* where;
    const char* found;
  };
  for (const Case& one : {
           Case{"a = 'k' AND b BETWEEN 1 AND 3", "123"},
           Case{"a = 'k' AND b IN [1, 4, 9]", "14"},
           Case{"a = 'k' AND b IN (1, 4)", "14"},
           Case{"a = 'k' AND NOT b IN (1, 4)", "0235"},
           Case{"a = 'k' AND odd IS MISSING", "024"},
           Case{"a = 'k' AND odd IS NOT MISSING AND b > 2", "35"},
           Case{"a = 'k' AND begins_with(t, 'text') AND contains(t, '3')", "3"},
           Case{"a = 'k' AND (t = 'text1' OR t = 'text5')", "15"},
           Case{"a = 'k' AND (b = 1 OR b = 5)", "15"},
           Case{"a = 'k' AND (b < 1 OR b >= 5 AND b < 9)", "05"},
           Case{"a = 'k' AND attribute_exists(odd) = (b > 0 AND b < 4) AND b < 4", "013"},
           Case{"a = 'k' AND true = attribute_exists(odd) AND (b > 2) <> false", "35"},
           Case{"a = 'k' AND attribute_exists(odd) = odd", "135"},
           Case{"a = 'k' AND attribute_exists(odd) <> 1 AND (b < 2) IN [true]", "01"},
           Case{"a = 'k' AND b <> 2 AND b >= 2", "345"},
           Case{"a = 'k' AND size(t) = 5 AND odd = true", "135"},
           Case{"a = 'none'", ""},
       }) {
    INFO(one.where);
    std::string found;
    const json::object result = run(std::string("SELECT b FROM \"range\" WHERE ") + one.where);
    for (const json::value& item : result.at("Items").as_array())
      found += view(item.at("b").at("N").as_string());
    CHECK(found == one.found);
  }
}

TEST_CASE_METHOD(PartiqlWorld, "statements that do not fit are refused", "[dynamodb]") {
  run("INSERT INTO \"range\" VALUE {'a': 'k', 'b': 1, 'n': 5}");
  CHECK(refused_statement("INSERT INTO \"range\" VALUE {'a': 'k', 'b': 1}") ==
        "DuplicateItemException: Duplicate primary key exists in table");
  CHECK(refused_statement("UPDATE \"range\" SET n = 6 WHERE a = 'k' AND b = 1 AND n = 4") ==
        "ConditionalCheckFailedException: The conditional request failed");
  CHECK(refused_statement("UPDATE \"range\" SET n = 6 WHERE a = 'k' AND b = 2") ==
        "ConditionalCheckFailedException: The conditional request failed");
  CHECK(refused_statement("DELETE FROM \"range\" WHERE a = 'k' AND b = 7").empty());
  CHECK(refused_statement("DELETE FROM \"range\" WHERE a = 'k' AND b = 1 AND n = 4") ==
        "ConditionalCheckFailedException: The conditional request failed");
  CHECK(refused_statement("DELETE FROM \"range\" WHERE a = 'k'") ==
        "ValidationException: Where clause does not contain a mandatory equality on all key attributes");
  CHECK(refused_statement("SELECT * FROM \"none\"") ==
        "ResourceNotFoundException: Requested resource not found");
  CHECK(refused_statement("SELECT * FROM \"range\" WHERE a = ?") ==
        "ValidationException: Number of parameters in request and statement don't match.");
  CHECK(refused_statement("SELECT * FROM \"range\" ORDER BY b") ==
        "ValidationException: Must have WHERE clause in the statement when using ORDER BY clause.");
  for (const char* broken : {"SELEC * FROM x", "SELECT FROM x", "SELECT * FROM", "INSERT INTO x VALUE",
                             "UPDATE x WHERE a = 1", "SELECT * FROM x WHERE", "SELECT * FROM x WHERE a =",
                             "DELETE FROM x", "SELECT * FROM 'x", "SELECT * FROM x WHERE a = 1 b"}) {
    INFO(broken);
    CHECK(refused_statement(broken).starts_with(
        "ValidationException: Statement wasn't well formed, can't be processed: "));
  }
}

TEST_CASE_METHOD(PartiqlWorld, "statements page, and come in batches and transactions", "[dynamodb]") {
  for (int i = 0; i < 5; ++i) run("INSERT INTO \"range\" VALUE {'a': 'k', 'b': " + std::to_string(i) + "}");
  json::object request{{"Statement", "SELECT b FROM \"range\" WHERE a = 'k'"}, {"Limit", 2}};
  std::string seen;
  for (int page = 0; page < 4; ++page) {
    const json::object result = call("dynamodb", "ExecuteStatement", request);
    for (const json::value& item : result.at("Items").as_array())
      seen += view(item.at("b").at("N").as_string());
    if (!result.contains("NextToken")) break;
    request["NextToken"] = result.at("NextToken");
  }
  CHECK(seen == "01234");

  const json::object batch =
      call("dynamodb", "BatchExecuteStatement",
           json::object{{"Statements",
                         {{{"Statement", "SELECT b FROM \"range\" WHERE a = 'k' AND b = 1"}},
                          {{"Statement", "SELECT b FROM \"range\" WHERE a = 'k'"}},
                          {{"Statement", "SELECT b FROM \"none\" WHERE a = 'k'"}}}}});
  const json::array& answers = batch.at("Responses").as_array();
  CHECK(quoted(answers[0]) == "{'TableName':'range','Item':{'b':{'N':'1'}}}");
  CHECK(answers[1].at("Error").at("Code") == "ValidationError");
  CHECK(answers[2].at("Error").at("Code") == "ResourceNotFound");

  const auto transaction = [this](const char* value) {
    return refusal(
        "dynamodb", "ExecuteTransaction",
        json::object{{"TransactStatements",
                      {{{"Statement", std::string("EXISTS(SELECT * FROM \"range\" WHERE a = 'k' AND b = ") +
                                          value + " AND attribute_exists(a))"}},
                       {{"Statement", "DELETE FROM \"range\" WHERE a = 'k' AND b = 4"}}}}});
  };
  CHECK(transaction("9").find("[ConditionalCheckFailed, None]") != std::string::npos);
  CHECK(items("SELECT b FROM range WHERE a = 'k' AND b = 4") == "[{'b':{'N':'4'}}]");
  CHECK(transaction("3").empty());
  CHECK(items("SELECT b FROM range WHERE a = 'k' AND b = 4") == "[]");
}

}  // namespace orrery::dynamodb
