// What tables and indexes say of the most they take, and of what they are warm for.
#include "tests/services/dynamodb/dynamodb_world.h"

namespace orrery::dynamodb {
namespace {

struct SettingsWorld : DynamodbWorld {
  SettingsWorld() {
    make_hash_table();
    ask("CreateTable", provisioned("units"));
  }
  static std::string provisioned(const std::string& name, const std::string& more = "") {
    return "{'TableName': '" + name +
           "', 'KeySchema': [{'AttributeName': 'a', 'KeyType': 'HASH'}], 'AttributeDefinitions': "
           "[{'AttributeName': 'a', 'AttributeType': 'S'}], 'ProvisionedThroughput': {'ReadCapacityUnits': "
           "5, "
           "'WriteCapacityUnits': 5}" +
           more + "}";
  }
  json::object update(const std::string& table, const std::string& members) {
    return ask("UpdateTable", "{'TableName': '" + table + "', " + members + "}")
        .at("TableDescription")
        .as_object();
  }
  std::string update_refused(const std::string& table, const std::string& members) {
    const std::string text = invalid("UpdateTable", "{'TableName': '" + table + "', " + members + "}");
    const std::string common = "One or more parameter values were invalid: ";
    return text.starts_with(common) ? text.substr(common.size()) : text;
  }
  std::string shown(const std::string& table, const char* member) {
    const json::object answer = ask("DescribeTable", "{'TableName': '" + table + "'}");
    const json::value* value = find(answer.at("Table").as_object(), member);
    return value ? quoted(*value) : "none";
  }
};

}  // namespace

TEST_CASE_METHOD(SettingsWorld, "the most an on-demand table takes is set number by number", "[dynamodb]") {
  update("hash", "'OnDemandThroughput': {'MaxReadRequestUnits': 5}");
  update("hash", "'OnDemandThroughput': {'MaxWriteRequestUnits': 7}");
  CHECK(shown("hash", "OnDemandThroughput") == "{'MaxReadRequestUnits':5,'MaxWriteRequestUnits':7}");
  const json::object answer = update("hash", "'OnDemandThroughput': {'MaxReadRequestUnits': -1}");
  CHECK(answer.at("OnDemandThroughput").at("MaxReadRequestUnits") == -1);
  CHECK(shown("hash", "OnDemandThroughput") == "{'MaxWriteRequestUnits':7}");
  update("hash", "'OnDemandThroughput': {'MaxWriteRequestUnits': -1}");
  CHECK(shown("hash", "OnDemandThroughput") == "none");
  for (const char* units : {"0", "-2"}) {
    CHECK(
        update_refused("hash", "'OnDemandThroughput': {'MaxReadRequestUnits': " + std::string(units) + "}") ==
        "Requested MaxReadRequestUnits for OnDemandThroughput for table is outside of valid range");
  }
  CHECK(update_refused("units", "'OnDemandThroughput': {'MaxReadRequestUnits': 5}") ==
        "MaxReadRequestUnits for OnDemandThroughput cannot be specified when the table BillingMode is "
        "PROVISIONED");
  CHECK(refused("CreateTable", provisioned("more", ", 'OnDemandThroughput': {'MaxWriteRequestUnits': 5}")) ==
        "ValidationException: One or more parameter values were invalid: MaxWriteRequestUnits for "
        "OnDemandThroughput cannot be specified when table BillingMode is PROVISIONED.");
}

TEST_CASE_METHOD(SettingsWorld, "a table that is warm never cools", "[dynamodb]") {
  const auto warm = [](int read, int write) {
    return "{'ReadUnitsPerSecond':" + std::to_string(read) +
           ",'WriteUnitsPerSecond':" + std::to_string(write) + ",'Status':'ACTIVE'}";
  };
  CHECK(shown("hash", "WarmThroughput") == warm(12000, 4000));
  update("hash", "'WarmThroughput': {'ReadUnitsPerSecond': 13000}");
  CHECK(shown("hash", "WarmThroughput") == warm(13000, 4000));
  CHECK(update_refused("hash", "'WarmThroughput': {'ReadUnitsPerSecond': 12000}") ==
        "Requested ReadUnitsPerSecond for WarmThroughput for table is lower than current WarmThroughput, "
        "decreasing WarmThroughput is not supported");
  update("units", "'ProvisionedThroughput': {'ReadCapacityUnits': 9, 'WriteCapacityUnits': 1}");
  update("units", "'ProvisionedThroughput': {'ReadCapacityUnits': 2, 'WriteCapacityUnits': 2}");
  CHECK(shown("units", "WarmThroughput") == warm(9, 5));
  update("units", "'BillingMode': 'PAY_PER_REQUEST'");
  CHECK(shown("units", "WarmThroughput") == warm(12000, 4000));
  update("units",
         "'BillingMode': 'PROVISIONED', 'ProvisionedThroughput': {'ReadCapacityUnits': 2, "
         "'WriteCapacityUnits': 2}");
  CHECK(shown("units", "WarmThroughput") == warm(12000, 4000));
}

}  // namespace orrery::dynamodb
