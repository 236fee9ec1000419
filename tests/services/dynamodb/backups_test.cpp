// Backups of large tables are copied, and restored, part by part between other turns.
#include "tests/services/dynamodb/dynamodb_world.h"

namespace orrery::dynamodb {
namespace {

struct BackupWorld : DynamodbWorld {
  static constexpr int count = 3 * TableWork::items_per_turn;

  void make_large_table() {
    make_hash_table();
    for (int i = 0; i < count; ++i) put("hash", item(i, 1));
  }

  static std::string key(int number) { return "{'a': {'S': 'k" + std::to_string(number) + "'}}"; }
  static std::string item(int number, int value) {
    return "{'a': {'S': 'k" + std::to_string(number) + "'}, 'n': {'N': '" + std::to_string(value) + "'}}";
  }

  // As ask, but what the call posted does not begin; loop.run_one() does one part of it.
  json::object now(std::string_view operation, const std::string& request) {
    std::optional<Result> result;
    loop.turn([&] {
      dynamodb.call(operation, Context{}, parse(request).as_object(),
                    Reply([&](Result given) { result = std::move(given); }));
    });
    if (auto* error = std::get_if<AwsError>(&*result)) throw std::move(*error);
    return std::get<json::object>(std::move(*result));
  }
  std::string code_now(std::string_view operation, const std::string& request) {
    try {
      now(operation, request);
    } catch (const AwsError& error) {
      return error.code;
    }
    return "";
  }
  void put_now(const std::string& item) { now("PutItem", "{'TableName': 'hash', 'Item': " + item + "}"); }

  std::string begin_backup() {
    const json::object made = now("CreateBackup", "{'TableName': 'hash', 'BackupName': 'large'}");
    return std::string(view(made.at("BackupDetails").at("BackupArn").as_string()));
  }

  std::string backup_status(const std::string& arn) {
    const json::object answer = now("DescribeBackup", "{'BackupArn': '" + arn + "'}");
    return std::string(
        view(answer.at("BackupDescription").at("BackupDetails").at("BackupStatus").as_string()));
  }

  json::object table(const std::string& name) {
    return now("DescribeTable", "{'TableName': '" + name + "'}").at("Table").as_object();
  }

  std::string restore(const std::string& arn) {
    return "{'TargetTableName': 'again', 'BackupArn': '" + arn + "'}";
  }

  void finish() {
    while (loop.poll() > 0) {
    }
  }
};

}  // namespace

TEST_CASE_METHOD(BackupWorld, "a backup of a large table has it as it was when it was asked for",
                 "[dynamodb]") {
  make_large_table();
  const std::string arn = begin_backup();
  CHECK(backup_status(arn) == "CREATING");
  CHECK(code_now("RestoreTableFromBackup", restore(arn)) == "BackupInUseException");
  CHECK(code_now("DeleteBackup", "{'BackupArn': '" + arn + "'}") == "BackupInUseException");
  CHECK(code_now("DeleteTable", "{'TableName': 'hash'}") == "ResourceInUseException");

  // While it is copied every item is written, some twice; a third is deleted, and new ones come.
  for (int i = 0; i < count; ++i) {
    put_now(item(i, 2));
    if (i % 3 == 0) now("DeleteItem", "{'TableName': 'hash', 'Key': " + key(i) + "}");
    if (i % 5 == 0) put_now(item(count + i, 2));
    if (i == count / 2) loop.run_one();
  }
  finish();
  CHECK(backup_status(arn) == "AVAILABLE");

  const json::object begun = now("RestoreTableFromBackup", restore(arn)).at("TableDescription").as_object();
  CHECK(begun.at("TableStatus") == "CREATING");
  CHECK(begun.at("RestoreSummary").at("RestoreInProgress") == true);
  CHECK(table("again").at("TableStatus") == "CREATING");
  CHECK(code_now("DeleteBackup", "{'BackupArn': '" + arn + "'}") == "BackupInUseException");
  CHECK(code_now("GetItem", "{'TableName': 'again', 'Key': " + key(1) + "}") == "ResourceNotFoundException");
  CHECK(code_now("CreateBackup", "{'TableName': 'again', 'BackupName': 'early'}") == "TableInUseException");
  finish();
  const json::object restored = table("again");
  CHECK(restored.at("TableStatus") == "ACTIVE");
  CHECK_FALSE(restored.contains("RestoreSummary"));
  CHECK(restored.at("ItemCount") == count);
  for (int i = 0; i < count; ++i) {
    if (get("again", key(i)) != "{'a':{'S':'k" + std::to_string(i) + "'},'n':{'N':'1'}}") FAIL("item " << i);
  }
  ask("DeleteBackup", "{'BackupArn': '" + arn + "'}");
  ask("DeleteTable", "{'TableName': 'hash'}");
}

TEST_CASE_METHOD(BackupWorld, "two backups of one table at a time are each of their own moment",
                 "[dynamodb]") {
  make_large_table();
  const std::string first = begin_backup();
  loop.run_one();
  for (int i = 0; i < count; ++i) put_now(item(i, 2));
  const std::string second = begin_backup();
  for (int i = 0; i < count; ++i) put_now(item(i, 3));
  finish();
  for (const auto& [arn, value] : {std::pair(first, "1"), std::pair(second, "2")}) {
    ask("RestoreTableFromBackup", restore(arn));
    finish();
    for (int i = 0; i < count; i += 7) {
      CHECK(get("again", key(i)) == "{'a':{'S':'k" + std::to_string(i) + "'},'n':{'N':'" + value + "'}}");
    }
    ask("DeleteTable", "{'TableName': 'again'}");
  }
}

TEST_CASE_METHOD(BackupWorld, "a restore overrides billing and indexes within what there was", "[dynamodb]") {
  const std::string of_index =
      "'KeySchema': [{'AttributeName': 'b', 'KeyType': 'HASH'}], 'Projection': {'ProjectionType': 'ALL'}";
  ask("CreateTable",
      "{'TableName': 'hash', 'BillingMode': 'PAY_PER_REQUEST', 'KeySchema': [{'AttributeName': 'a', "
      "'KeyType': "
      "'HASH'}], 'AttributeDefinitions': [{'AttributeName': 'a', 'AttributeType': 'S'}, {'AttributeName': "
      "'b', "
      "'AttributeType': 'S'}], 'GlobalSecondaryIndexes': [{'IndexName': 'one', " +
          of_index + "}]}");
  const std::string arn = begin_backup();
  finish();
  const std::string target = "{'TargetTableName': 'again', 'BackupArn': '" + arn + "', ";
  const std::string units = "{'ReadCapacityUnits': 1, 'WriteCapacityUnits': 1}";
  const std::pair<std::string, std::string> rows[] = {
      {"'ProvisionedThroughputOverride': " + units,
       "Cannot override ProvisionedThroughput unless BillingMode is PROVISIONED"},
      {"'BillingModeOverride': 'PAY_PER_REQUEST', 'ProvisionedThroughputOverride': " + units,
       "Cannot override ProvisionedThroughput if BillingMode is overridden to PAY_PER_REQUEST"},
      {"'BillingModeOverride': 'PROVISIONED'",
       "Must override ProvisionedThroughput if BillingMode is overridden to PROVISIONED"},
      {"'OnDemandThroughputOverride': {'MaxReadRequestUnits': 0}",
       "Requested MaxReadRequestUnits for OnDemandThroughput is outside of valid range"},
      {"'GlobalSecondaryIndexOverride': [{'IndexName': 'two', 'KeySchema': [{'AttributeName': 'a', "
       "'KeyType': "
       "'HASH'}], 'Projection': {'ProjectionType': 'ALL'}}]",
       "Index two does not match a secondary index that existed in the source table and cannot be created "
       "during the restore operation"},
      {"'GlobalSecondaryIndexOverride': [{'IndexName': 'one', " + of_index +
           "}], 'BillingModeOverride': 'PROVISIONED', 'ProvisionedThroughputOverride': " + units,
       "Must specify provisioned throughput for index one"},
  };
  for (const auto& [overrides, refusal] : rows) {
    INFO(overrides);
    CHECK(invalid("RestoreTableFromBackup", target + overrides + "}") == "Invalid Request: " + refusal);
  }
  ask("RestoreTableFromBackup",
      target + "'GlobalSecondaryIndexOverride': [{'IndexName': 'two', " + of_index + "}]}");
  finish();
  CHECK(table("again").at("GlobalSecondaryIndexes").at(0).at("IndexName") == "two");
}

}  // namespace orrery::dynamodb
