// Statements in batches and transactions.
#include "tests/services/dynamodb/dynamodb_world.h"

namespace orrery::dynamodb {
namespace {

struct BatchesWorld : DynamodbWorld {
  BatchesWorld() {
    make_range_table("range", "S");
    for (const char* a : {"k", "l"}) run(std::string("INSERT INTO range VALUE {'a': '") + a + "', 'b': '1'}");
  }

  json::object run(const std::string& statement) {
    return call("dynamodb", "ExecuteStatement", json::object{{"Statement", statement}});
  }
  static json::array statements(const std::vector<std::string>& texts) {
    json::array all;
    for (const std::string& text : texts) all.push_back(json::object{{"Statement", text}});
    return all;
  }
  json::object batch(const std::vector<std::string>& texts) {
    return call("dynamodb", "BatchExecuteStatement",
                json::object{{"Statements", statements(texts)}, {"ReturnConsumedCapacity", "INDEXES"}});
  }
  std::string refused_batch(const std::vector<std::string>& texts) {
    return refusal("dynamodb", "BatchExecuteStatement", json::object{{"Statements", statements(texts)}});
  }
  std::string refused_transaction(const std::vector<std::string>& texts) {
    return refusal("dynamodb", "ExecuteTransaction", json::object{{"TransactStatements", statements(texts)}});
  }

  const std::string read = "SELECT * FROM range WHERE a = 'k' AND b = '1'";
  const std::string cancelled =
      "TransactionCanceledException: Transaction cancelled, please refer cancellation reasons for specific "
      "reasons ";
  const std::string refused_first = "ValidationException: Validation failed in TransactStatements[0]: ";
};

}  // namespace

TEST_CASE_METHOD(BatchesWorld, "a batch reads or writes, and no item twice", "[dynamodb]") {
  CHECK(refused_batch({read, "DELETE FROM range WHERE a = 'l' AND b = '1'"}) ==
        "ValidationException: Read and write requests together in the same batch is not supported.");
  CHECK(refused_batch({read, "SELECT b FROM range WHERE b = '1' AND a = 'k'"}) ==
        "ValidationException: Provided list of item keys contains duplicates");
  CHECK(refused_batch({"INSERT INTO range VALUE {'a': 'n', 'b': '1'}",
                       "DELETE FROM range WHERE a = 'n' AND b = '1'"}) ==
        "ValidationException: Provided list of item keys contains duplicates");
  const json::object result =
      batch({read, read + " AND c = 1", "SELECT * FROM range WHERE a IN ['l'] AND b = '1'"});
  const json::array& answers = result.at("Responses").as_array();
  CHECK(answers[0].as_object().contains("Item"));
  CHECK(quoted(answers[1]) ==
        "{'Error':{'Code':'ValidationError','Message':'Select statements within BatchExecuteStatement must "
        "specify the primary key in the where clause.'}}");
  CHECK(answers[2].as_object().contains("Item"));
  CHECK(quoted(result.at("ConsumedCapacity")) ==
        "[{'CapacityUnits':1E0,'TableName':'range','Table':{'CapacityUnits':1E0}}]");
}

TEST_CASE_METHOD(BatchesWorld, "what failed in a batch counts in the total alone", "[dynamodb]") {
  run("INSERT INTO range VALUE {'a': 'big', 'b': '1', 'c': '" + std::string(3000, 'x') + "'}");
  const auto insert = [](const char* a) {
    return std::string("INSERT INTO range VALUE {'a': '") + a + "', 'b': '1'}";
  };
  const json::object result =
      batch({insert("new"), insert("k"), insert("big"), "DELETE FROM range WHERE a = 'l'"});
  const json::array& answers = result.at("Responses").as_array();
  CHECK(quoted(answers[1]) ==
        "{'TableName':'range','Error':{'Code':'DuplicateItem','Message':'Duplicate primary key exists in "
        "table'}}");
  CHECK(!answers[3].as_object().contains("TableName"));
  CHECK(quoted(result.at("ConsumedCapacity")) ==
        "[{'CapacityUnits':5E0,'TableName':'range','Table':{'CapacityUnits':1E0}}]");
  CHECK(!batch({insert("k")}).contains("ConsumedCapacity"));
}

TEST_CASE_METHOD(BatchesWorld, "a transaction of statements reads or writes, and no item twice",
                 "[dynamodb]") {
  CHECK(refused_transaction({read, "DELETE FROM range WHERE a = 'l' AND b = '1'"}) ==
        "ValidationException: ExecuteTransaction API does not support both read and write operations in the "
        "same request.");
  CHECK(refused_transaction({read, "SELECT b FROM range WHERE b = '1' AND a = 'k'"}) ==
        "ValidationException: Transaction request cannot include multiple operations on one item");
  CHECK(refused_transaction({read, read, "SELECT * FROM range WHERE a = 1 AND b = '1'"}) ==
        cancelled + "[None, None, ValidationError]");
  CHECK(refused_transaction({"SELECT * FROM range WHERE a IN ['k'] AND (b = '1') AND a = 'k'"}).empty());
  const std::string key_only =
      "Select statements within ExecuteTransaction must specify the primary key in the "
      "where clause.";
  for (const char* more : {" AND c = 1", " AND a = 'l'", " AND attribute_exists(a)"}) {
    CHECK(refused_transaction({read + more}) == refused_first + key_only);
  }
  CHECK(refused_transaction({"SELECT * FROM range WHERE a = 'k'"}) == refused_first + key_only);
}

TEST_CASE_METHOD(BatchesWorld, "a transaction is cancelled for tables and keys that are not there",
                 "[dynamodb]") {
  const std::string update = "UPDATE range SET c = 1 WHERE ";
  CHECK(refused_transaction({update + "a = 'k'", update + "a IN ['k'] AND b = '1'",
                             update + "a = 'k' AND b = '1' AND a = 'l'", update + "a = 'k' AND b = 1",
                             update + "a = 'k' AND b = '1'"}) ==
        cancelled + "[ValidationError, ValidationError, ValidationError, ValidationError, None]");
  CHECK(refused_transaction({"INSERT INTO range VALUE {'a': 'n'}", "DELETE FROM range WHERE b = '1'"}) ==
        cancelled + "[ValidationError, ValidationError]");
  CHECK(refused_transaction({"UPDATE none SET c = 1 WHERE a = 'k' RETURNING ALL NEW *",
                             update + "a = 'k' AND b = '1'"}) == cancelled + "[ResourceNotFound, None]");
  CHECK(refused_transaction({update + "a = 'k' AND b = '1' RETURNING ALL NEW *"}) ==
        refused_first + "RETURNING clause is not supported in ExecuteTransaction.");
  CHECK(refused_transaction({"UPDATE range.i SET c = 1 WHERE a = 'k'"}) ==
        refused_first + "This operation is not supported on an index");
  CHECK(refused_transaction({"INSERT INTO range VALUE {'a': 'n', 'b': '1', 'c': [<<'x', 'x'>>]}"}) ==
        refused_first +
            "One or more parameter values were invalid: Input collection [x, x] contains duplicates.");
  CHECK(quoted(run("SELECT * FROM range WHERE a = 'k'").at("Items")) == "[{'a':{'S':'k'},'b':{'S':'1'}}]");
}

}  // namespace orrery::dynamodb
