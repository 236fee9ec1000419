// Tables as they were: restores to a point in time.
#include "tests/services/dynamodb/dynamodb_world.h"

namespace orrery::dynamodb {
namespace {

struct RecoveryWorld : DynamodbWorld {
  RecoveryWorld() {
    make_hash_table();
    recover(true);
  }

  void recover(bool enabled) {
    ask("UpdateContinuousBackups",
        "{'TableName': 'hash', 'PointInTimeRecoverySpecification': {'PointInTimeRecoveryEnabled': " +
            std::string(enabled ? "true" : "false") + "}}");
  }
  void put_value(int key, int value) {
    put("hash", "{'a': {'S': 'k" + std::to_string(key) + "'}, 'n': {'N': '" + std::to_string(value) + "'}}");
  }
  void remove(int key) {
    ask("DeleteItem", "{'TableName': 'hash', 'Key': {'a': {'S': 'k" + std::to_string(key) + "'}}}");
  }
  std::string request(const std::string& target, std::optional<Instant> time) {
    return "{'SourceTableName': 'hash', 'TargetTableName': '" + target + "', " +
           (time ? "'RestoreDateTime': " + std::to_string(epoch_double(*time))
                 : std::string("'UseLatestRestorableTime': true")) +
           "}";
  }
  // Keys and values of a table, by key.
  std::map<std::string, std::string> contents(const std::string& table) {
    std::map<std::string, std::string> found;
    const json::object page = ask("Scan", "{'TableName': '" + table + "'}");
    for (const json::value& item : page.at("Items").as_array()) {
      found[std::string(view(item.at("a").at("S").as_string()))] = view(item.at("n").at("N").as_string());
    }
    return found;
  }
  std::map<std::string, std::string> restored(std::optional<Instant> time) {
    ask("RestoreTableToPointInTime", request("again", time));
    settle();
    auto found = contents("again");
    ask("DeleteTable", "{'TableName': 'again'}");
    return found;
  }
};

}  // namespace

TEST_CASE_METHOD(RecoveryWorld, "a table is restored as it was at any second since recovery began",
                 "[dynamodb]") {
  std::vector<std::pair<Instant, std::map<std::string, std::string>>> moments;
  for (int second = 0; second < 20; ++second) {
    for (int key = 0; key < 5; ++key) {
      const auto kind = entropy.below(4);
      if (kind == 0) remove(key);
      if (kind > 1) put_value(key, second);
    }
    moments.emplace_back(clock.now(), contents("hash"));
    advance(1s);
  }
  for (const auto& [time, was] : moments) CHECK(restored(time) == was);
  CHECK(restored(std::nullopt) == moments.back().second);
  CHECK(ask("DescribeTable", "{'TableName': 'hash'}").at("Table").at("TableStatus") == "ACTIVE");
}

TEST_CASE_METHOD(RecoveryWorld, "a large table is restored to a point in time while it is written",
                 "[dynamodb]") {
  constexpr int count = 2 * TableWork::items_per_turn;
  for (int key = 0; key < count; ++key) put_value(key, 1);
  const Instant then = clock.now();
  advance(1s);
  for (int key = 0; key < count; key += 2) put_value(key, 2);
  for (int key = 0; key < count; key += 5) remove(key);
  const json::object begun = ask("RestoreTableToPointInTime", request("again", then));
  CHECK(begun.at("TableDescription").at("TableStatus") == "CREATING");
  CHECK(begun.at("TableDescription").at("RestoreSummary").at("RestoreInProgress").as_bool());
  for (int key = 0; key < count; key += 3) put_value(key, 3);
  settle();
  const auto found = contents("again");
  CHECK(found.size() == count);
  for (const auto& [key, value] : found) {
    if (value != "1") FAIL(key << " is " << value);
  }
}

TEST_CASE_METHOD(RecoveryWorld, "a restore to a point in time is refused in AWS's order", "[dynamodb]") {
  make_hash_table("other");
  const auto refusal = [&](const std::string& members) {
    return refused("RestoreTableToPointInTime", "{'TargetTableName': 'other', " + members + "}");
  };
  const std::string latest = "'UseLatestRestorableTime': true";
  CHECK(refusal("'SourceTableName': 'hash'").starts_with("ValidationException"));
  CHECK(refusal(latest).starts_with("ValidationException"));
  CHECK(refusal(latest + ", 'SourceTableName': 'none'") == "TableNotFoundException: Table not found: none");
  CHECK(refusal(latest + ", 'SourceTableName': 'other'") ==
        "PointInTimeRecoveryUnavailableException: Point in time recovery is not enabled for table 'other'");
  CHECK(
      refusal("'RestoreDateTime': 5, 'SourceTableName': 'hash'").starts_with("InvalidRestoreTimeException"));
  CHECK(refusal(latest + ", 'SourceTableName': 'hash'") ==
        "TableAlreadyExistsException: Table already exists: other");
}

TEST_CASE_METHOD(RecoveryWorld, "what can be restored is described to five minutes ago", "[dynamodb]") {
  const Instant began = clock.now();
  const auto latest = [&] {
    const json::value span = ask("DescribeContinuousBackups", "{'TableName': 'hash'}")
                                 .at("ContinuousBackupsDescription")
                                 .at("PointInTimeRecoveryDescription");
    return span.at("LatestRestorableDateTime").to_number<double>();
  };
  CHECK(latest() == epoch_double(began));
  advance(1h);
  CHECK(latest() == epoch_double(began + 55min));
}

TEST_CASE_METHOD(RecoveryWorld, "a table with recovery leaves a system backup when it is deleted",
                 "[dynamodb]") {
  constexpr int count = TableWork::items_per_turn + 1;
  for (int key = 0; key < count; ++key) put_value(key, 1);
  ask("DeleteTable", "{'TableName': 'hash'}");
  const auto backups = [&](const std::string& kind) {
    return ask("ListBackups", "{'BackupType': '" + kind + "'}").at("BackupSummaries").as_array();
  };
  CHECK(backups("USER").empty());
  REQUIRE(backups("SYSTEM").size() == 1);
  const json::object backup = backups("ALL").at(0).as_object();
  CHECK(backup.at("BackupName") == "hash$DeletedTableBackup");
  CHECK(backup.at("BackupType") == "SYSTEM");
  CHECK(backup.at("BackupExpiryDateTime") == epoch_double(clock.now() + std::chrono::days(35)));
  ask("RestoreTableFromBackup",
      "{'TargetTableName': 'again', 'BackupArn': " + quoted(backup.at("BackupArn")) + "}");
  settle();
  CHECK(ask("DescribeTable", "{'TableName': 'again'}").at("Table").at("ItemCount") == count);
  CHECK(get("again", "{'a': {'S': 'k7'}}") == "{'a':{'S':'k7'},'n':{'N':'1'}}");
  advance(std::chrono::days(36));
  make_hash_table();
  recover(true);
  ask("DeleteTable", "{'TableName': 'hash'}");
  CHECK(backups("SYSTEM").size() == 1);
}

TEST_CASE_METHOD(RecoveryWorld, "history ends with recovery, and with its period", "[dynamodb]") {
  put_value(1, 1);
  advance(std::chrono::days(36));
  const Instant now = clock.now();
  put_value(1, 2);
  put_value(1, 3);
  const auto span = ask("DescribeContinuousBackups", "{'TableName': 'hash'}")
                        .at("ContinuousBackupsDescription")
                        .at("PointInTimeRecoveryDescription");
  CHECK(span.at("EarliestRestorableDateTime") == epoch_double(now - std::chrono::days(35)));
  CHECK(restored(now - 1s).at("k1") == "1");
  recover(false);
  advance(1s);
  CHECK_FALSE(
      store->scan(Key("dynamodb").text(context.account).text(context.region).text("history")).valid());
  CHECK(refused("RestoreTableToPointInTime", request("again", std::nullopt))
            .starts_with("PointInTimeRecoveryUnavailableException"));
}

}  // namespace orrery::dynamodb
