#include "tests/services/dynamodb/dynamodb_world.h"

namespace orrery::dynamodb {

TEST_CASE_METHOD(DynamodbWorld, "a resource policy is put, got and deleted by its revision", "[dynamodb]") {
  make_hash_table();
  const std::string arn = "'ResourceArn': 'arn:aws:dynamodb:us-east-1:000000000000:table/hash'";
  const std::string policy =
      ", 'Policy': '{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Allow\\\", "
      "\\\"Resource\\\": \\\"*\\\"}]}'";
  CHECK(refused("GetResourcePolicy", "{" + arn + "}").starts_with("PolicyNotFoundException"));
  CHECK(refused("PutResourcePolicy", "{" + arn + ", 'Policy': 'x'}").starts_with("ValidationException"));
  const json::value revision = ask("PutResourcePolicy", "{" + arn + policy + "}").at("RevisionId");
  CHECK(ask("PutResourcePolicy", "{" + arn + policy + "}").at("RevisionId") == revision);
  CHECK(ask("GetResourcePolicy", "{" + arn + "}").at("RevisionId") == revision);
  const std::string number(view(revision.as_string()));
  const auto stale = [&](const std::string& expected) {
    return refused("PutResourcePolicy", "{" + arn + policy + ", 'ExpectedRevisionId': '" + expected + "'}");
  };
  const std::string prefix =
      "PolicyNotFoundException: Resource-based policy not found for the provided ResourceArn: ";
  CHECK(stale("NO_POLICY") ==
        prefix +
            "Requested policy update expecting none to be present for table hash, but a policy exists "
            "with revision id " +
            number + ".");
  CHECK(stale("1") == prefix +
                          "Requested update for policy with revision id 1, but the policy associated to "
                          "target table hash has revision id " +
                          number + ".");
  CHECK(ask("DeleteResourcePolicy", "{" + arn + "}").at("RevisionId") == revision);
  CHECK(ask("DeleteResourcePolicy", "{" + arn + "}").empty());
  CHECK(refused("GetResourcePolicy", "{'ResourceArn': 'arn:aws:dynamodb:us-east-1:000000000000:table/none'}")
            .starts_with("ResourceNotFoundException"));
}

}  // namespace orrery::dynamodb
