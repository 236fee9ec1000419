// Indexes with several key attributes, and indexes that are filled part by part.
#include "tests/services/dynamodb/dynamodb_world.h"

namespace orrery::dynamodb {
namespace {

struct KeysWorld : DynamodbWorld {
  std::string keys_of(const std::string& condition, const std::string& more = "") {
    json::object values;
    constexpr std::pair<const char*, const char*> known[] = {
        {":h", "o"}, {":a", "T"}, {":b", "x"}, {":c", "a"}, {":d", "r"}};
    for (const auto& [name, value] : known) {
      if (condition.find(name) != condition.npos) values[name] = {{"S", value}};
    }
    const json::object page =
        ask("Query", "{'TableName': 'many', 'IndexName': 'all', 'KeyConditionExpression': '" + condition +
                         "', 'ExpressionAttributeValues': " + quoted(values) + more + "}");
    std::string keys;
    for (const json::value& item : page.at("Items").as_array()) {
      keys += std::string(item.at("pk").at("S").as_string()) + " ";
    }
    last_key = page.contains("LastEvaluatedKey") ? quoted(page.at("LastEvaluatedKey")) : "";
    return keys;
  }
  std::string last_key;

  void make_many() {
    ask("CreateTable",
        "{'TableName': 'many', 'BillingMode': 'PAY_PER_REQUEST', 'KeySchema': [{'AttributeName': 'pk', "
        "'KeyType': "
        "'HASH'}], 'AttributeDefinitions': [{'AttributeName': 'pk', 'AttributeType': 'S'}, {'AttributeName': "
        "'h', "
        "'AttributeType': 'S'}, {'AttributeName': 'a', 'AttributeType': 'S'}, {'AttributeName': 'b', "
        "'AttributeType': "
        "'S'}, {'AttributeName': 'c', 'AttributeType': 'S'}], 'GlobalSecondaryIndexes': [{'IndexName': "
        "'all', "
        "'KeySchema': [{'AttributeName': 'h', 'KeyType': 'HASH'}, {'AttributeName': 'a', 'KeyType': "
        "'RANGE'}, "
        "{'AttributeName': 'b', 'KeyType': 'RANGE'}, {'AttributeName': 'c', 'KeyType': 'RANGE'}], "
        "'Projection': "
        "{'ProjectionType': 'ALL'}}]}");
    const char* rows[][4] = {{"1", "T", "x", "b"},
                             {"2", "T", "x", "a"},
                             {"3", "T", "w", "z"},
                             {"4", "F", "x", "a"},
                             {"5", "TT", "x", "a"}};
    for (const auto& [pk, a, b, c] : rows) {
      put("many", std::string("{'pk': {'S': '") + pk + "'}, 'h': {'S': 'o'}, 'a': {'S': '" + a +
                      "'}, 'b': {'S': '" + b + "'}, 'c': {'S': '" + c + "'}}");
    }
    put("many", "{'pk': {'S': '6'}, 'h': {'S': 'o'}, 'a': {'S': 'T'}, 'c': {'S': 'a'}}");
  }
};

}  // namespace

TEST_CASE_METHOD(KeysWorld, "an index of several key attributes compares them one after the other",
                 "[dynamodb]") {
  make_many();
  CHECK(keys_of("h = :h") == "4 3 2 1 5 ");
  CHECK(keys_of("h = :h AND a = :a") == "3 2 1 ");
  CHECK(keys_of("a = :a AND b = :b AND h = :h") == "2 1 ");
  CHECK(keys_of("h = :h AND a = :a AND b = :b AND c > :c") == "1 ");
  CHECK(keys_of("h = :h AND a = :a AND b < :b") == "3 ");
  CHECK(keys_of("h = :h AND begins_with(a, :a)") == "3 2 1 5 ");
  CHECK(keys_of("h = :h AND a = :a", ", 'ScanIndexForward': false") == "1 2 3 ");
}

TEST_CASE_METHOD(KeysWorld, "a page of such an index goes on where it ended", "[dynamodb]") {
  make_many();
  CHECK(keys_of("h = :h AND a = :a", ", 'Limit': 2") == "3 2 ");
  CHECK(parse(last_key).as_object().size() == 5);
  CHECK(keys_of("h = :h AND a = :a", ", 'ExclusiveStartKey': " + last_key) == "1 ");
  keys_of("h = :h AND a = :a", ", 'Limit': 2");
  const auto from = [this](const std::string& member, const std::string& value) {
    json::object key = parse(last_key).as_object();
    key[member].as_object()["S"] = value;
    return refused("Scan",
                   "{'TableName': 'many', 'IndexName': 'all', 'ExclusiveStartKey': " + quoted(key) + "}");
  };
  CHECK(from("b", std::string(1025, 'b')) ==
        "ValidationException: One or more parameter values were invalid: Aggregated size of all range keys "
        "has exceeded the size limit of 1024 bytes");
  CHECK(from("pk", std::string(2049, 'p')) ==
        "ValidationException: The provided starting key is invalid: One or more parameter values were "
        "invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes");
}

TEST_CASE_METHOD(KeysWorld, "its conditions leave no gap", "[dynamodb]") {
  make_many();
  const auto refused_for = [this](const std::string& condition) {
    return invalid(
        "Query",
        "{'TableName': 'many', 'IndexName': 'all', 'KeyConditionExpression': '" + condition +
            "', 'ExpressionAttributeValues': {':h': {'S': 'o'}, ':v': {'S': 'v'}, ':w': {'S': 'w'}}}");
  };
  const std::string words =
      " must have equality conditions specified in the query because a condition is present on key "
      "attribute ";
  CHECK(refused_for("h = :h AND a = :v AND c = :w") == "RANGE key attributes b" + words + "c");
  CHECK(refused_for("h = :h AND a > :v AND b = :w") == "RANGE key attributes a" + words + "b");
}

TEST_CASE_METHOD(KeysWorld, "the older conditions name its attributes as well", "[dynamodb]") {
  make_many();
  const auto test = [](const char* name, const char* value) {
    return std::string("'") + name + "': {'ComparisonOperator': 'EQ', 'AttributeValueList': [{'S': '" +
           value + "'}]}";
  };
  const std::string three = test("h", "o") + ", " + test("a", "T") + ", " + test("b", "x");
  const json::object page =
      ask("Query", "{'TableName': 'many', 'IndexName': 'all', 'KeyConditions': {" + three + "}}");
  CHECK(page.at("Count") == 2);
  CHECK(invalid("Query", "{'TableName': 'many', 'KeyConditions': {" + three + "}}") ==
        "Conditions can be of length 1 or 2 only");
}

TEST_CASE_METHOD(KeysWorld, "an index of a large table is filled part by part, and misses nothing",
                 "[dynamodb]") {
  make_range_table("large", "N");
  const int count = 3 * TableWork::items_per_turn;
  for (int i = 0; i < count; ++i) {
    put("large", "{'a': {'S': 'k" + std::to_string(i % 50) + "'}, 'b': {'N': '" + std::to_string(i) +
                     "'}, 'g': {'S': 'all'}}");
  }
  loop.turn([&] {
    dynamodb.call(
        "UpdateTable", Context{},
        parse(
            "{'TableName': 'large', 'AttributeDefinitions': [{'AttributeName': 'g', 'AttributeType': 'S'}], "
            "'GlobalSecondaryIndexUpdates': [{'Create': {'IndexName': 'by-g', 'KeySchema': "
            "[{'AttributeName': 'g', 'KeyType': 'HASH'}], 'Projection': {'ProjectionType': 'KEYS_ONLY'}}}]}")
            .as_object(),
        Reply(Function<void(Result)>([](Result) {})));
    const json::object filling = describe(dynamodb.tables.get(Context{}, "large"), clock.now());
    CHECK(filling.at("GlobalSecondaryIndexes").at(0).at("IndexStatus") == "CREATING");
    CHECK(filling.at("GlobalSecondaryIndexes").at(0).at("Backfilling") == true);
  });
  // Written while it fills: changed, deleted and new.
  put("large", "{'a': {'S': 'k1'}, 'b': {'N': '1'}}");
  ask("DeleteItem", "{'TableName': 'large', 'Key': {'a': {'S': 'k2'}, 'b': {'N': '2'}}}");
  put("large", "{'a': {'S': 'k3'}, 'b': {'N': '-3'}, 'g': {'S': 'all'}}");
  while (loop.poll() > 0) {
  }
  const json::object table = ask("DescribeTable", "{'TableName': 'large'}").at("Table").as_object();
  const json::object index = table.at("GlobalSecondaryIndexes").at(0).as_object();
  CHECK(index.at("IndexStatus") == "ACTIVE");
  CHECK(index.at("ItemCount") == count - 1);
  const json::object found = ask(
      "Query",
      "{'TableName': 'large', 'IndexName': 'by-g', 'KeyConditionExpression': 'g = :g', 'Select': 'COUNT', "
      "'ExpressionAttributeValues': {':g': {'S': 'all'}}}");
  CHECK(found.at("Count") == count - 1);
}

}  // namespace orrery::dynamodb
