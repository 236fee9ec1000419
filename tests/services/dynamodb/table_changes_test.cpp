// What UpdateTable refuses to change, or to change together.
#include "tests/services/dynamodb/dynamodb_world.h"

namespace orrery::dynamodb {
namespace {

struct ChangesWorld : DynamodbWorld {
  std::string update(const std::string& changes, const std::string& table = "paid") {
    return refused("UpdateTable", "{'TableName': '" + table + "', " + changes + "}");
  }

  void make_tables() {
    const std::string schema =
        "'KeySchema': [{'AttributeName': 'a', 'KeyType': 'HASH'}], 'AttributeDefinitions': "
        "[{'AttributeName': 'a', 'AttributeType': 'S'}, {'AttributeName': 'b', 'AttributeType': 'S'}], ";
    const std::string index =
        "'GlobalSecondaryIndexes': [{'IndexName': 'one', 'KeySchema': [{'AttributeName': 'b', 'KeyType': "
        "'HASH'}], 'Projection': {'ProjectionType': 'ALL'}";
    ask("CreateTable", "{'TableName': 'free', 'BillingMode': 'PAY_PER_REQUEST', " + schema + index + "}]}");
    ask("CreateTable", "{'TableName': 'paid', " + schema + units + ", " + index + ", " + units + "}]}");
  }

  const std::string units = "'ProvisionedThroughput': {'ReadCapacityUnits': 5, 'WriteCapacityUnits': 5}";
  const std::string more = "'ProvisionedThroughput': {'ReadCapacityUnits': 6, 'WriteCapacityUnits': 6}";
  const std::string stream = "'StreamSpecification': {'StreamEnabled': true, 'StreamViewType': 'KEYS_ONLY'}";
};

constexpr const char* invalid_prefix = "ValidationException: One or more parameter values were invalid: ";

}  // namespace

TEST_CASE_METHOD(ChangesWorld, "most changes must be the only one of a request", "[dynamodb]") {
  make_tables();
  const std::string encryption = "'SSESpecification': {'Enabled': true}";
  const std::string kind = "'TableClass': 'STANDARD_INFREQUENT_ACCESS'";
  const std::string guard = "'DeletionProtectionEnabled': true";
  const std::string warm = "'WarmThroughput': {'ReadUnitsPerSecond': 13000}";
  const std::string most = "'OnDemandThroughput': {'MaxReadRequestUnits': 50}";
  const std::string create =
      "'AttributeDefinitions': [{'AttributeName': 'z', 'AttributeType': 'S'}], "
      "'GlobalSecondaryIndexUpdates': [{'Create': {'IndexName': 'two', 'KeySchema': [{'AttributeName': 'z', "
      "'KeyType': 'HASH'}], 'Projection': {'ProjectionType': 'ALL'}, " +
      units + "}}]";
  const std::pair<std::string, std::string> rows[] = {
      {guard + ", " + encryption,
       "Server-Side Encryption modification must be the only operation in the request"},
      {guard + ", " + kind, "TableClass modification must be the only operation in the request"},
      {guard + ", " + warm, "DeletionProtection modification must be the only operation in the request"},
      {warm + ", 'BillingMode': 'PAY_PER_REQUEST'",
       "WarmThroughput must be the only operation in the request"},
      {most + ", " + stream,
       "OnDemandThroughput can only be combined with BillingMode in an UpdateTable request"},
      {more + ", " + stream, "You cannot modify stream status while updating table IOPS"},
      {more + ", " + create, "You cannot create or delete index while updating table IOPS"},
      {stream + ", " + create, "You cannot create or delete index while changing stream status"},
      {guard + ", 'GlobalSecondaryIndexUpdates': []", "List of GlobalSecondaryIndexUpdates is empty"},
  };
  for (const auto& [changes, refusal] : rows) {
    INFO(changes);
    CHECK(update(changes) == invalid_prefix + refusal);
  }
  ask("UpdateTable", "{'TableName': 'paid', 'BillingMode': 'PAY_PER_REQUEST', " + stream + "}");
}

TEST_CASE_METHOD(ChangesWorld, "updates of indexes follow the table's billing", "[dynamodb]") {
  make_tables();
  const auto index = [](const std::string& body) {
    return "'GlobalSecondaryIndexUpdates': [{'Update': {'IndexName': 'one', " + body + "}}]";
  };
  CHECK(update(index(units), "free") ==
        invalid_prefix + std::string("The only Updates for index: one when TableThroughputMode is "
                                     "PAY_PER_REQUEST can be to OnDemandThroughput, WarmThroughput"));
  CHECK(update(index("'WarmThroughput': {}"), "none") ==
        invalid_prefix + std::string("WarmThroughput must have at least one of ReadUnitsPerSecond or "
                                     "WriteUnitsPerSecond specified for index: one"));
  CHECK(update("'BillingMode': 'PROVISIONED', " + units, "free") ==
        invalid_prefix + std::string("ProvisionedThroughput must be specified for index: one"));
  ask("UpdateTable",
      "{'TableName': 'free', 'BillingMode': 'PROVISIONED', " + units + ", " + index(units) + "}");
  CHECK(update("'GlobalSecondaryIndexUpdates': [{'Update': {'IndexName': 'none', " + more + "}}]") ==
        "ResourceNotFoundException: Requested resource not found: Index none for table paid");
  CHECK(update("'GlobalSecondaryIndexUpdates': [{'Update': {'IndexName': 'one', " + more +
               "}, 'Delete': {'IndexName': 'one'}}]") ==
        invalid_prefix +
            std::string(
                "Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object"));
}

TEST_CASE_METHOD(ChangesWorld, "encryption is changed, or refused for what is not one change", "[dynamodb]") {
  make_tables();
  const auto encrypt = [this](const std::string& how) { return update("'SSESpecification': {" + how + "}"); };
  const std::pair<std::string, std::string> rows[] = {
      {"'Enabled': false", "Table is already encrypted by default"},
      {"'Enabled': false, 'SSEType': 'KMS'", "SSEType can not be specified if Enabled is false"},
      {"'Enabled': true, 'SSEType': 'AES256'", "SSEType AES256 is not supported"},
      {"'Enabled': true, 'KMSMasterKeyId': 'k'", "SSEType KMS is required if KMSMasterKeyId is specified"},
  };
  for (const auto& [how, refusal] : rows) {
    INFO(how);
    CHECK(encrypt(how) == invalid_prefix + refusal);
  }
  CHECK(encrypt("'Enabled': true").empty());
  CHECK(encrypt("'Enabled': true") ==
        invalid_prefix +
            std::string("Table is already encrypted with given KMSMasterKeyId. Use KMSMasterKeyId "
                        "parameter if you want to change Master Key"));
}

TEST_CASE_METHOD(DynamodbWorld,
                 "TableThroughputMode stands for BillingMode, which decides where both are given",
                 "[dynamodb]") {
  const auto request = [](const std::string& name, const std::string& more) {
    return "{'TableName': '" + name +
           "', 'KeySchema': [{'AttributeName': 'a', 'KeyType': 'HASH'}], 'AttributeDefinitions': "
           "[{'AttributeName': 'a', 'AttributeType': 'S'}], " +
           more + "}";
  };
  const std::string units = "'ProvisionedThroughput': {'ReadCapacityUnits': 5, 'WriteCapacityUnits': 5}";
  const std::string free = "'TableThroughputMode': 'PAY_PER_REQUEST'";
  const std::string paid = "'TableThroughputMode': 'PROVISIONED'";
  const auto modes = [&](const std::string& name) {
    const json::object table = ask("DescribeTable", "{'TableName': '" + name + "'}").at("Table").as_object();
    const json::value* summary = table.if_contains("BillingModeSummary");
    const json::value* mirror = table.if_contains("TableThroughputModeSummary");
    REQUIRE((summary == nullptr) == (mirror == nullptr));
    if (!summary) return std::string("none");
    CHECK(summary->at("LastUpdateToPayPerRequestDateTime") ==
          mirror->at("LastUpdateToPayPerRequestDateTime"));
    CHECK(summary->at("BillingMode") == mirror->at("TableThroughputMode"));
    return json::value_to<std::string>(summary->at("BillingMode"));
  };
  ask("CreateTable", request("free", free));
  ask("CreateTable", request("paid", paid + ", " + units));
  ask("CreateTable", request("both", free + ", 'BillingMode': 'PROVISIONED', " + units));
  CHECK(modes("free") == "PAY_PER_REQUEST");
  CHECK(modes("paid") == "none");
  CHECK(modes("both") == "none");
  ask("UpdateTable", "{'TableName': 'free', " + paid + ", " + units + "}");
  ask("UpdateTable", "{'TableName': 'paid', " + free + "}");
  CHECK(modes("free") == "PROVISIONED");
  CHECK(modes("paid") == "PAY_PER_REQUEST");
  CHECK(invalid("CreateTable", request("bad", free + ", " + units)) ==
        "One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be "
        "specified when BillingMode is PAY_PER_REQUEST");
  CHECK(invalid("UpdateTable", "{'TableName': 'nowhere', 'TableThroughputMode': 'BOGUS'}") ==
        "1 validation error detected: Value 'BOGUS' at 'tableThroughputMode' failed to satisfy constraint: "
        "Member must satisfy enum value set: [PROVISIONED, PAY_PER_REQUEST]");
}

}  // namespace orrery::dynamodb
