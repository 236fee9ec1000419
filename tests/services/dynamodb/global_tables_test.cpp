// Global tables, of which there are none.
#include "tests/services/dynamodb/dynamodb_world.h"

namespace orrery::dynamodb {

TEST_CASE_METHOD(DynamodbWorld, "no global table of the first version is made or found", "[dynamodb]") {
  make_hash_table();
  const std::string gone = "Global table with name: 'hash' does not exist.";
  const std::string legacy =
      "ValidationException: One or more parameter values were invalid: DynamoDB global tables version "
      "2017.11.29 is not supported. We recommend using DynamoDB global tables version 2019.11.21, instead of "
      "version 2017.11.29 (Legacy).";
  const std::string name = "{'GlobalTableName': 'hash'";
  CHECK(refused("CreateGlobalTable", name + ", 'ReplicationGroup': [{'RegionName': 'eu-west-1'}]}") ==
        legacy);
  CHECK(refused("UpdateGlobalTable",
                name + ", 'ReplicaUpdates': [{'Create': {'RegionName': 'eu-west-1'}}]}") == legacy);
  CHECK(
      refused("UpdateGlobalTable", name + ", 'ReplicaUpdates': [{'Delete': {'RegionName': 'eu-west-1'}}]}") ==
      "GlobalTableNotFoundException: " + gone);
  CHECK(invalid("UpdateGlobalTable", name + ", 'ReplicaUpdates': []}") ==
        "One or more parameter values were invalid");
  CHECK(refused("DescribeGlobalTable", name + "}") ==
        "GlobalTableNotFoundException: Global table not found: " + gone);
  CHECK(refused("DescribeGlobalTableSettings", name + "}") == "GlobalTableNotFoundException: " + gone);
  CHECK(refused("UpdateGlobalTableSettings", name + ", 'GlobalTableBillingMode': 'PAY_PER_REQUEST'}") ==
        "GlobalTableNotFoundException: " + gone);
  for (const char* operation : {"DescribeTableReplicaAutoScaling", "UpdateTableReplicaAutoScaling"})
    CHECK(refused(operation, "{'TableName': 'hash'}") == "ResourceNotFoundException: " + gone);
  CHECK(ask("ListGlobalTables", "{'Limit': 1}").at("GlobalTables").as_array().empty());
}

TEST_CASE_METHOD(DynamodbWorld, "a table has no replicas, and gets none", "[dynamodb]") {
  make_hash_table();
  const auto update = [this](const std::string& action, const std::string& region) {
    return refused("UpdateTable", "{'TableName': 'hash', 'ReplicaUpdates': [{'" + action +
                                      "': {'RegionName': '" + region + "'}}]}");
  };
  for (const char* action : {"Create", "Delete"}) {
    CHECK(
        update(action, "us-east-1") ==
        "ValidationException: Cannot add or delete the local region through ReplicaUpdates. Use CreateTable, "
        "DeleteTable, or UpdateTable as required.");
  }
  for (const char* action : {"Update", "Delete"}) {
    CHECK(update(action, "eu-west-1") ==
          "ValidationException: Update global table operation failed because one or more replicas were not "
          "part "
          "of the global table. Please retry the request without these replicas: [eu-west-1].");
  }
  CHECK(update("Create", "eu-west-1") ==
        "NotImplemented: parameter ReplicaUpdates is not supported by orrery");
  for (const char* change : {"'ReplicaUpdates': [{'Disassociate': {'DisassociationMode': 'ANY'}}]",
                             "'DisassociationProtectionEnabled': false"}) {
    CHECK(refused("UpdateTable", std::string("{'TableName': 'hash', ") + change + "}")
              .starts_with("NotImplemented: "));
  }
  CHECK(invalid("UpdateTable", "{'TableName': 'hash', 'ReplicaUpdates': [{}]}") ==
        "There are no actions specified in the Replica Update Action of the request.");
  CHECK(invalid("UpdateTable",
                "{'TableName': 'hash', 'DeletionProtectionEnabled': true, 'ReplicaUpdates': [{'Create': "
                "{'RegionName': 'eu-west-1'}}]}") ==
        "One or more parameter values were invalid: Requests that modify replicas or witnesses must not also "
        "modify other fields");
}

TEST_CASE_METHOD(DynamodbWorld, "whether settings would be replicated is kept", "[dynamodb]") {
  make_hash_table();
  const auto table = [this] { return ask("DescribeTable", "{'TableName': 'hash'}").at("Table").as_object(); };
  CHECK_FALSE(table().contains("GlobalTableSettingsReplicationMode"));
  ask("UpdateTable", "{'TableName': 'hash', 'GlobalTableSettingsReplicationMode': 'ENABLED'}");
  CHECK(table().at("GlobalTableSettingsReplicationMode") == "ENABLED");
  CHECK(
      invalid("UpdateTable",
              "{'TableName': 'hash', 'GlobalTableSettingsReplicationMode': 'ENABLED_WITH_OVERRIDES'}") ==
      "Value 'ENABLED_WITH_OVERRIDES' at 'GlobalTableSettingsReplicationMode' failed to satisfy constraint: "
      "Only ENABLED and DISABLED settings replication are supported for a Regional Table.");
}

}  // namespace orrery::dynamodb
