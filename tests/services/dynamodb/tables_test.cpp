#include "tests/services/dynamodb/dynamodb_world.h"

namespace orrery::dynamodb {

TEST_CASE_METHOD(DynamodbWorld, "a table is described as it was made, and counts its items", "[dynamodb]") {
  const json::object created =
      ask("CreateTable",
          "{'TableName': 'made', 'KeySchema': [{'AttributeName': 'a', 'KeyType': 'HASH'}], "
          "'AttributeDefinitions': "
          "[{'AttributeName': 'a', 'AttributeType': 'S'}], 'ProvisionedThroughput': {'ReadCapacityUnits': 3, "
          "'WriteCapacityUnits': 4}, 'Tags': [{'Key': 'k', 'Value': 'v'}]}");
  CHECK(created.at("TableDescription").at("TableStatus") == "CREATING");
  put("made", "{'a': {'S': 'key'}, 'n': {'N': '12'}}");
  const json::object answer = ask("DescribeTable", "{'TableName': 'made'}");
  const json::object& table = answer.at("Table").as_object();
  CHECK(table.at("TableStatus") == "ACTIVE");
  CHECK(table.at("ItemCount") == 1);
  CHECK(table.at("TableSizeBytes") == 7);
  CHECK(table.at("ProvisionedThroughput").at("ReadCapacityUnits") == 3);
  CHECK(table.at("TableArn") == "arn:aws:dynamodb:us-east-1:000000000000:table/made");
  CHECK(refused("CreateTable",
                "{'TableName': 'made', 'BillingMode': 'PAY_PER_REQUEST', 'KeySchema': [{'AttributeName': "
                "'a', 'KeyType': "
                "'HASH'}], 'AttributeDefinitions': [{'AttributeName': 'a', 'AttributeType': 'S'}]}") ==
        "ResourceInUseException: Table already exists: made");
  CHECK(quoted(
            ask("ListTagsOfResource", "{'ResourceArn': 'arn:aws:dynamodb:us-east-1:000000000000:table/made'}")
                .at("Tags")) == "[{'Key':'k','Value':'v'}]");
}

TEST_CASE_METHOD(DynamodbWorld, "a table made again is empty", "[dynamodb]") {
  make_hash_table();
  put("hash", "{'a': {'S': 'x'}}");
  const json::object deleted = ask("DeleteTable", "{'TableName': 'hash'}");
  CHECK(deleted.at("TableDescription").at("TableStatus") == "DELETING");
  make_hash_table();
  CHECK(get("hash", "{'a': {'S': 'x'}}").empty());
  advance(std::chrono::seconds(1));
  CHECK(ask("Scan", "{'TableName': 'hash'}").at("Count").to_number<int>() == 0);
}

TEST_CASE_METHOD(DynamodbWorld, "a protected table stays", "[dynamodb]") {
  make_hash_table();
  ask("UpdateTable", "{'TableName': 'hash', 'DeletionProtectionEnabled': true}");
  CHECK(invalid("DeleteTable", "{'TableName': 'hash'}") ==
        "Resource cannot be deleted as it is currently protected against deletion. Disable deletion "
        "protection first.");
}

TEST_CASE_METHOD(DynamodbWorld, "accounts and regions do not see each other's tables", "[dynamodb]") {
  make_hash_table();
  context.region = "eu-west-2";
  CHECK(quoted(ask("ListTables", "{}").at("TableNames")) == "[]");
  make_hash_table("other");
  context.region = "us-east-1";
  context.account = "111122223333";
  CHECK(quoted(ask("ListTables", "{}").at("TableNames")) == "[]");
}

TEST_CASE_METHOD(DynamodbWorld, "tables are listed in pages", "[dynamodb]") {
  for (const char* name : {"ccc", "aaa", "bbb"}) make_hash_table(name);
  const json::object first = ask("ListTables", "{'Limit': 2}");
  CHECK(quoted(first.at("TableNames")) == "['aaa','bbb']");
  CHECK(first.at("LastEvaluatedTableName") == "bbb");
  CHECK(quoted(ask("ListTables", "{'ExclusiveStartTableName': 'bbb'}").at("TableNames")) == "['ccc']");
}

TEST_CASE_METHOD(DynamodbWorld, "a restored table has what its backup had", "[dynamodb]") {
  make_hash_table();
  put("hash", "{'a': {'S': 'x'}, 'n': {'N': '1'}}");
  const json::object made = ask("CreateBackup", "{'TableName': 'hash', 'BackupName': 'first'}");
  const std::string arn(view(made.at("BackupDetails").at("BackupArn").as_string()));
  put("hash", "{'a': {'S': 'x'}, 'n': {'N': '2'}}");
  const json::object begun =
      ask("RestoreTableFromBackup", "{'TargetTableName': 'again', 'BackupArn': '" + arn + "'}");
  CHECK(begun.at("TableDescription").at("RestoreSummary").at("RestoreInProgress").as_bool());
  const json::object restored = ask("DescribeTable", "{'TableName': 'again'}").at("Table").as_object();
  CHECK(restored.at("TableStatus") == "ACTIVE");
  CHECK_FALSE(restored.contains("RestoreSummary"));
  CHECK(get("again", "{'a': {'S': 'x'}}") == "{'a':{'S':'x'},'n':{'N':'1'}}");
  CHECK(ask("ListBackups", "{'TableName': 'hash'}").at("BackupSummaries").as_array().size() == 1);
  ask("DeleteBackup", "{'BackupArn': '" + arn + "'}");
  CHECK(refused("DescribeBackup", "{'BackupArn': '" + arn + "'}").starts_with("BackupNotFoundException"));
}

TEST_CASE_METHOD(DynamodbWorld, "point-in-time recovery is described as it was set", "[dynamodb]") {
  make_hash_table();
  const auto status = [](const json::object& answer) {
    return answer.at("ContinuousBackupsDescription")
        .at("PointInTimeRecoveryDescription")
        .at("PointInTimeRecoveryStatus");
  };
  CHECK(status(ask("DescribeContinuousBackups", "{'TableName': 'hash'}")) == "DISABLED");
  ask("UpdateContinuousBackups",
      "{'TableName': 'hash', 'PointInTimeRecoverySpecification': {'PointInTimeRecoveryEnabled': true}}");
  CHECK(status(ask("DescribeContinuousBackups", "{'TableName': 'hash'}")) == "ENABLED");
  CHECK(refused("DescribeContinuousBackups", "{'TableName': 'none'}") ==
        "TableNotFoundException: Table not found: none");
}

TEST_CASE_METHOD(DynamodbWorld, "limits and endpoints are those of one machine", "[dynamodb]") {
  CHECK(ask("DescribeLimits", "{}").at("TableMaxReadCapacityUnits") == 40000);
  CHECK(ask("DescribeEndpoints", "{}").at("Endpoints").at(0).at("Address") == "127.0.0.1:4566");
}

TEST_CASE_METHOD(DynamodbWorld, "a time to live takes as long to change as a table, and rests meanwhile",
                 "[dynamodb]") {
  make_hash_table();
  const auto change = [](const char* enabled) {
    return "{'TableName': 'hash', 'TimeToLiveSpecification': {'AttributeName': 't', 'Enabled': " +
           std::string(enabled) + "}}";
  };
  const auto shown = [this] {
    return quoted(ask("DescribeTimeToLive", "{'TableName': 'hash'}").at("TimeToLiveDescription"));
  };
  ask("UpdateTimeToLive", change("true"));
  ask("UpdateTimeToLive", change("false"));
  CHECK(shown() == "{'TimeToLiveStatus':'DISABLED'}");

  dynamodb.options.table_delay = 1h;
  ask("UpdateTimeToLive", change("true"));
  CHECK(shown() == "{'TimeToLiveStatus':'ENABLING','AttributeName':'t'}");
  CHECK(invalid("UpdateTimeToLive", change("true")) == "TimeToLive is already enabled");
  CHECK(invalid("UpdateTimeToLive", change("false")) ==
        "Time to live has been modified multiple times within a fixed interval");
  advance(1h);
  CHECK(shown() == "{'TimeToLiveStatus':'ENABLED','AttributeName':'t'}");
  ask("UpdateTimeToLive", change("false"));
  CHECK(shown() == "{'TimeToLiveStatus':'DISABLING','AttributeName':'t'}");
}

TEST_CASE("counts, items and times to live are there after a start", "[dynamodb]") {
  DynamodbWorld world;
  world.make_hash_table();
  world.ask("UpdateTimeToLive",
            "{'TableName': 'hash', 'TimeToLiveSpecification': {'Enabled': true, 'AttributeName': 't'}}");
  const std::int64_t soon = epoch_seconds(world.clock.now()) + 60;
  world.put("hash", "{'a': {'S': 'x'}, 't': {'N': '" + std::to_string(soon) + "'}}");
  Dynamodb again(world.core);
  world.loop.turn([&] { again.resume(); });
  Table& table = again.tables.get(world.context, "hash");
  CHECK(table.counts.items == 1);
  CHECK(table.ttl_attribute == "t");
}

}  // namespace orrery::dynamodb
