#include "tests/services/dynamodb/dynamodb_world.h"

namespace orrery::dynamodb {

TEST_CASE_METHOD(DynamodbWorld, "a resource policy is put, got and deleted by its revision", "[dynamodb]") {
  make_hash_table();
  const std::string arn = "'ResourceArn': 'arn:aws:dynamodb:us-east-1:000000000000:table/hash'";
  const std::string policy = ", 'Policy': '{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Allow\\\"}]}'";
  CHECK(refused("GetResourcePolicy", "{" + arn + "}").starts_with("PolicyNotFoundException"));
  CHECK(refused("PutResourcePolicy", "{" + arn + ", 'Policy': 'x'}").starts_with("ValidationException"));
  const json::value revision = ask("PutResourcePolicy", "{" + arn + policy + "}").at("RevisionId");
  CHECK(ask("PutResourcePolicy", "{" + arn + policy + "}").at("RevisionId") == revision);
  CHECK(ask("GetResourcePolicy", "{" + arn + "}").at("RevisionId") == revision);
  CHECK(refused("PutResourcePolicy", "{" + arn + policy + ", 'ExpectedRevisionId': 'NO_POLICY'}")
            .starts_with("PolicyNotFoundException"));
  CHECK(ask("DeleteResourcePolicy", "{" + arn + "}").at("RevisionId") == revision);
  CHECK(ask("DeleteResourcePolicy", "{" + arn + "}").empty());
  CHECK(refused("GetResourcePolicy", "{'ResourceArn': 'arn:aws:dynamodb:us-east-1:000000000000:table/none'}")
            .starts_with("ResourceNotFoundException"));
}

}  // namespace orrery::dynamodb
