#include "tests/services/dynamodb/dynamodb_world.h"

namespace orrery::dynamodb {

TEST_CASE_METHOD(DynamodbWorld, "a transaction does all or nothing and says why", "[dynamodb]") {
  make_hash_table();
  put("hash", "{'a': {'S': 'one'}, 'n': {'N': '1'}}");
  try {
    ask("TransactWriteItems",
        "{'TransactItems': [{'Put': {'TableName': 'hash', 'Item': {'a': {'S': 'two'}}}}, {'Update': "
        "{'TableName': 'hash', "
        "'Key': {'a': {'S': 'one'}}, 'UpdateExpression': 'SET n = n + :n', 'ConditionExpression': 'n = "
        ":two', "
        "'ExpressionAttributeValues': {':n': {'N': '1'}, ':two': {'N': '2'}}, "
        "'ReturnValuesOnConditionCheckFailure': "
        "'ALL_OLD'}}]}");
    FAIL("not refused");
  } catch (const AwsError& error) {
    CHECK(error.code == "TransactionCanceledException");
    CHECK(error.message ==
          "Transaction cancelled, please refer cancellation reasons for specific reasons [None, "
          "ConditionalCheckFailed]");
    CHECK(quoted(error.extra.at("CancellationReasons")) ==
          "[{'Code':'None'},{'Code':'ConditionalCheckFailed','Message':'The conditional request "
          "failed','Item':{'a':{'S':"
          "'one'},'n':{'N':'1'}}}]");
  }
  CHECK(get("hash", "{'a': {'S': 'two'}}").empty());
}

TEST_CASE_METHOD(DynamodbWorld, "a token makes a transaction happen once", "[dynamodb]") {
  make_hash_table();
  const std::string request =
      "{'ClientRequestToken': 'token', 'ReturnConsumedCapacity': 'TOTAL', 'TransactItems': [{'Update': "
      "{'TableName': "
      "'hash', 'Key': {'a': {'S': 'k'}}, 'UpdateExpression': 'ADD n :n', 'ExpressionAttributeValues': {':n': "
      "{'N': "
      "'1'}}}}]}";
  const json::object first = ask("TransactWriteItems", request);
  CHECK(first.at("ConsumedCapacity").at(0).at("WriteCapacityUnits").to_number<double>() == 2);
  const json::object second = ask("TransactWriteItems", request);
  CHECK(second.at("ConsumedCapacity").at(0).at("ReadCapacityUnits").to_number<double>() == 2);
  const std::string in_another_order =
      "{'TransactItems': [{'Update': {'UpdateExpression': 'ADD n :n', 'ExpressionAttributeValues': {':n': "
      "{'N': '1'}}, 'Key': {'a': {'S': 'k'}}, 'TableName': 'hash'}}], 'ClientRequestToken': 'token'}";
  CHECK(refused("TransactWriteItems", in_another_order).empty());
  CHECK(get("hash", "{'a': {'S': 'k'}}") == "{'a':{'S':'k'},'n':{'N':'1'}}");
  CHECK(refused("TransactWriteItems",
                "{'ClientRequestToken': 'token', 'TransactItems': [{'Delete': {'TableName': 'hash', 'Key': "
                "{'a': {'S': "
                "'k'}}}}]}")
            .starts_with("IdempotentParameterMismatchException"));
  advance(std::chrono::minutes(10));
  ask("TransactWriteItems", request);
  CHECK(get("hash", "{'a': {'S': 'k'}}") == "{'a':{'S':'k'},'n':{'N':'2'}}");
}

TEST_CASE_METHOD(DynamodbWorld, "one item may stand in a transaction only once", "[dynamodb]") {
  make_hash_table();
  CHECK(invalid("TransactWriteItems",
                "{'TransactItems': [{'Put': {'TableName': 'hash', 'Item': {'a': {'S': 'x'}}}}, {'Delete': "
                "{'TableName': "
                "'hash', 'Key': {'a': {'S': 'x'}}}}]}") ==
        "Transaction request cannot include multiple operations on one item");
}

TEST_CASE_METHOD(DynamodbWorld, "reads of a transaction come in order, absent items empty", "[dynamodb]") {
  make_hash_table();
  put("hash", "{'a': {'S': 'x'}, 'n': {'N': '1'}}");
  const json::object result = ask("TransactGetItems",
                                  "{'TransactItems': [{'Get': {'TableName': 'hash', 'Key': {'a': {'S': "
                                  "'none'}}}}, {'Get': {'TableName': 'hash', "
                                  "'Key': {'a': {'S': 'x'}}, 'ProjectionExpression': 'n'}}]}");
  CHECK(quoted(result.at("Responses")) == "[{},{'Item':{'n':{'N':'1'}}}]");
}

TEST_CASE_METHOD(DynamodbWorld, "faults that are asked for happen", "[dynamodb]") {
  make_hash_table();
  ask("PutFaults", "{'TransactionConflicts': 1, 'UnprocessedItems': 1}");
  const std::string write = "{'TransactItems': [{'Put': {'TableName': 'hash', 'Item': {'a': {'S': 'x'}}}}]}";
  CHECK(refused("TransactWriteItems", write).find("[TransactionConflict]") != std::string::npos);
  CHECK(refused("TransactWriteItems", write).empty());
  const json::object batch =
      ask("BatchWriteItem", "{'RequestItems': {'hash': [{'DeleteRequest': {'Key': {'a': {'S': 'x'}}}}]}}");
  CHECK(batch.at("UnprocessedItems").at("hash").as_array().size() == 1);
}

TEST_CASE_METHOD(DynamodbWorld, "a transaction tells of the first key that does not fit", "[dynamodb]") {
  make_hash_table("hash");
  const std::string refusal =
      refused("TransactWriteItems",
              "{'TransactItems': [{'Put': {'TableName': 'hash', 'Item': {'a': {'N': '7'}}}}, {'Put': "
              "{'TableName': 'hash', 'Item': {'a': {'N': '8'}}}}]}");
  CHECK(refusal.ends_with("[ValidationError, None]"));
}

TEST_CASE_METHOD(DynamodbWorld, "the payload of a transaction is what it brings, not what it changes",
                 "[dynamodb]") {
  make_hash_table("hash");
  const std::string large(390'000, 'x');
  std::string puts, touches;
  for (int i = 0; i < 11; ++i) {
    const std::string key = "{'a': {'S': '" + std::to_string(i) + "'}";
    puts += std::string(i > 0 ? ", " : "") + "{'Put': {'TableName': 'hash', 'Item': " + key +
            ", 'b': {'S': '" + large + "'}}}}";
    touches += std::string(i > 0 ? ", " : "") + "{'Update': {'TableName': 'hash', 'Key': " + key +
               "}, 'UpdateExpression': 'SET c = :c', 'ExpressionAttributeValues': {':c': {'N': '1'}}}}";
    put("hash", key + ", 'b': {'S': '" + large + "'}}");
  }
  CHECK(invalid("TransactWriteItems", "{'TransactItems': [" + puts + "]}") ==
        "Transaction payload size cannot exceed 4MB. Payload Size: : Transaction payload size cannot exceed "
        "4MB. "
        "Payload Size: 4290034");
  CHECK(refused("TransactWriteItems", "{'TransactItems': [" + touches + "]}").empty());
}

TEST_CASE_METHOD(DynamodbWorld, "names and values that no expression of a transaction asks for are let pass",
                 "[dynamodb]") {
  make_hash_table();
  const std::string name = "'ExpressionAttributeNames': {'#n': 'x'}";
  const std::string value = "'ExpressionAttributeValues': {':v': {'N': '1'}}";
  const std::string target = "'TableName': 'hash', ";
  const std::string key = "'Key': {'a': {'S': 'k'}}, ";
  for (const std::string& extra : {name, value}) {
    INFO(extra);
    ask("TransactWriteItems",
        "{'TransactItems': [{'Put': {" + target + "'Item': {'a': {'S': 'k'}}, " + extra + "}}]}");
    ask("TransactWriteItems", "{'TransactItems': [{'Delete': {" + target + key + extra + "}}]}");
  }
  ask("TransactGetItems", "{'TransactItems': [{'Get': {" + target + key + name + "}}]}");
  const std::string unused = "Value provided in ExpressionAttributeNames unused in expressions: keys: {#n}";
  CHECK(invalid("TransactGetItems", "{'TransactItems': [{'Get': {" + target + key + name +
                                        ", 'ProjectionExpression': 'a'}}]}") == unused);
  CHECK(invalid("TransactWriteItems", "{'TransactItems': [{'Delete': {" + target + key + name +
                                          ", 'ConditionExpression': 'attribute_exists(a)'}}]}") == unused);
}

}  // namespace orrery::dynamodb
