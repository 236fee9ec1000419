#include "tests/services/dynamodb/dynamodb_world.h"

namespace orrery::dynamodb {
namespace {

struct IndexWorld : DynamodbWorld {
  IndexWorld() {
    ask("CreateTable",
        "{'TableName': 'indexed', 'BillingMode': 'PAY_PER_REQUEST', 'KeySchema': [{'AttributeName': 'a', "
        "'KeyType': "
        "'HASH'}, {'AttributeName': 'b', 'KeyType': 'RANGE'}], 'AttributeDefinitions': [{'AttributeName': "
        "'a', "
        "'AttributeType': 'S'}, {'AttributeName': 'b', 'AttributeType': 'S'}, {'AttributeName': 'c', "
        "'AttributeType': "
        "'N'}, {'AttributeName': 'd', 'AttributeType': 'S'}], 'LocalSecondaryIndexes': [{'IndexName': "
        "'local', "
        "'KeySchema': [{'AttributeName': 'a', 'KeyType': 'HASH'}, {'AttributeName': 'c', 'KeyType': "
        "'RANGE'}], "
        "'Projection': {'ProjectionType': 'KEYS_ONLY'}}], 'GlobalSecondaryIndexes': [{'IndexName': 'global', "
        "'KeySchema': [{'AttributeName': 'd', 'KeyType': 'HASH'}, {'AttributeName': 'c', 'KeyType': "
        "'RANGE'}], "
        "'Projection': {'ProjectionType': 'INCLUDE', 'NonKeyAttributes': ['e']}}]}");
  }
  std::string items(const std::string& query) { return quoted(ask("Query", query).at("Items")); }
};

}  // namespace

TEST_CASE_METHOD(IndexWorld, "an index follows its items", "[dynamodb]") {
  const std::string by_d =
      "{'TableName': 'indexed', 'IndexName': 'global', 'KeyConditionExpression': 'd = :d', "
      "'ExpressionAttributeValues': "
      "{':d': {'S': 'x'}}}";
  put("indexed",
      "{'a': {'S': 'k'}, 'b': {'S': '1'}, 'c': {'N': '5'}, 'd': {'S': 'x'}, 'e': {'S': 'e'}, 'f': {'S': "
      "'f'}}");
  put("indexed", "{'a': {'S': 'k'}, 'b': {'S': '2'}, 'c': {'N': '-5'}, 'd': {'S': 'x'}}");
  put("indexed", "{'a': {'S': 'k'}, 'b': {'S': '3'}, 'd': {'S': 'x'}}");
  CHECK(items(by_d) ==
        "[{'a':{'S':'k'},'b':{'S':'2'},'c':{'N':'-5'},'d':{'S':'x'}},{'a':{'S':'k'},'b':{'S':'1'},'c':{'N':'"
        "5'},'d':{'S':"
        "'x'},'e':{'S':'e'}}]");
  ask("UpdateItem",
      "{'TableName': 'indexed', 'Key': {'a': {'S': 'k'}, 'b': {'S': '1'}}, 'UpdateExpression': 'REMOVE d'}");
  CHECK(items(by_d) == "[{'a':{'S':'k'},'b':{'S':'2'},'c':{'N':'-5'},'d':{'S':'x'}}]");
  ask("DeleteItem", "{'TableName': 'indexed', 'Key': {'a': {'S': 'k'}, 'b': {'S': '2'}}}");
  CHECK(items(by_d) == "[]");
}

TEST_CASE_METHOD(IndexWorld, "a local index fetches what it lacks and says what that cost", "[dynamodb]") {
  put("indexed", "{'a': {'S': 'k'}, 'b': {'S': '1'}, 'c': {'N': '5'}, 'f': {'S': 'f'}}");
  const std::string query =
      "{'TableName': 'indexed', 'IndexName': 'local', 'ReturnConsumedCapacity': 'INDEXES', "
      "'KeyConditionExpression': 'a "
      "= :a', 'ExpressionAttributeValues': {':a': {'S': 'k'}}";
  const json::object keys = ask("Query", query + "}");
  CHECK(quoted(keys.at("Items")) == "[{'a':{'S':'k'},'b':{'S':'1'},'c':{'N':'5'}}]");
  CHECK(keys.at("ConsumedCapacity").at("CapacityUnits").to_number<double>() == 0.5);
  const json::object all = ask("Query", query + ", 'Select': 'ALL_ATTRIBUTES'}");
  CHECK(quoted(all.at("Items")) == "[{'a':{'S':'k'},'b':{'S':'1'},'c':{'N':'5'},'f':{'S':'f'}}]");
  CHECK(all.at("ConsumedCapacity").at("Table").at("CapacityUnits").to_number<double>() == 0.5);
  CHECK(all.at("ConsumedCapacity")
            .at("LocalSecondaryIndexes")
            .at("local")
            .at("CapacityUnits")
            .to_number<double>() == 0.5);
}

TEST_CASE_METHOD(IndexWorld, "what an index cannot do is refused", "[dynamodb]") {
  const std::string head = "{'TableName': 'indexed', 'IndexName': 'global'";
  CHECK(invalid("Scan", head + ", 'ConsistentRead': true}") ==
        "Consistent reads are not supported on global secondary indexes");
  CHECK(invalid("Scan", head + ", 'Select': 'ALL_ATTRIBUTES'}") ==
        "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global "
        "secondary "
        "index global because its projection type is not ALL");
  CHECK(invalid("PutItem",
                "{'TableName': 'indexed', 'Item': {'a': {'S': 'k'}, 'b': {'S': '1'}, 'c': {'S': 'x'}}}") ==
        "One or more parameter values were invalid: Type mismatch for Index Key c Expected: N Actual: S "
        "IndexName: "
        "global");
  CHECK(invalid("PutItem",
                "{'TableName': 'indexed', 'Item': {'a': {'S': 'k'}, 'b': {'S': '1'}, 'd': {'S': ''}}}") ==
        "One or more parameter values are not valid. A value specified for a secondary index key is not "
        "supported. The "
        "AttributeValue for a key attribute cannot contain an empty string value. IndexName: global, "
        "IndexKey: d");
}

TEST_CASE_METHOD(DynamodbWorld, "an index that is added later has the items from before", "[dynamodb]") {
  make_hash_table();
  put("hash", "{'a': {'S': '1'}, 'g': {'S': 'x'}}");
  put("hash", "{'a': {'S': '2'}}");
  const json::object answer = ask(
      "UpdateTable",
      "{'TableName': 'hash', 'AttributeDefinitions': [{'AttributeName': 'g', 'AttributeType': 'S'}], "
      "'GlobalSecondaryIndexUpdates': [{'Create': {'IndexName': 'late', 'KeySchema': [{'AttributeName': 'g', "
      "'KeyType': 'HASH'}], 'Projection': {'ProjectionType': 'ALL'}}}]}");
  CHECK(answer.at("TableDescription").at("TableStatus") == "UPDATING");
  CHECK(answer.at("TableDescription").at("GlobalSecondaryIndexes").at(0).at("IndexStatus") == "CREATING");
  const json::object table = ask("DescribeTable", "{'TableName': 'hash'}");
  CHECK(table.at("Table").at("GlobalSecondaryIndexes").at(0).at("IndexStatus") == "ACTIVE");
  CHECK(table.at("Table").at("GlobalSecondaryIndexes").at(0).at("ItemCount") == 1);
  CHECK(ask("Scan", "{'TableName': 'hash', 'IndexName': 'late'}").at("Count").to_number<int>() == 1);
  ask("UpdateTable",
      "{'TableName': 'hash', 'GlobalSecondaryIndexUpdates': [{'Delete': {'IndexName': 'late'}}]}");
  CHECK(invalid("Scan", "{'TableName': 'hash', 'IndexName': 'late'}") ==
        "The table does not have the specified index: late");
  CHECK(ask("DescribeTable", "{'TableName': 'hash'}")
            .at("Table")
            .at("AttributeDefinitions")
            .as_array()
            .size() == 1);
}

}  // namespace orrery::dynamodb
