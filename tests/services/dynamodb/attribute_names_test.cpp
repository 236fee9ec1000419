// The lengths of names of attributes.
#include "tests/services/dynamodb/dynamodb_world.h"

namespace orrery::dynamodb {

TEST_CASE_METHOD(DynamodbWorld, "names of attributes have up to 65535 bytes", "[dynamodb]") {
  make_hash_table("hash");
  const std::string most(65535, 'n');
  put("hash", "{'a': {'S': 'x'}, '" + most + "': {'N': '1'}}");
  const json::object got =
      ask("GetItem", "{'TableName': 'hash', 'Key': {'a': {'S': 'x'}}, 'AttributesToGet': ['" + most + "']}");
  CHECK(got.at("Item").as_object().size() == 1);
  const std::string bound = "Member must have length less than or equal to 65535";
  constexpr const char* rows[][3] = {
      {"PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}, 'n@': {'N': '1'}}}", "'item'"},
      {"GetItem", "{'TableName': 'hash', 'Key': {'a': {'S': 'x'}}, 'AttributesToGet': ['n@']}",
       "'attributesToGet.1.member'"},
      {"GetItem",
       "{'TableName': 'hash', 'Key': {'a': {'S': 'x'}}, 'ProjectionExpression': '#n', "
       "'ExpressionAttributeNames': {'#n': 'n@'}}",
       "'expressionAttributeNames.#n.member'"},
      {"UpdateItem",
       "{'TableName': 'hash', 'Key': {'a': {'S': 'x'}}, 'AttributeUpdates': {'n@': {'Value': {'N': '2'}}}}",
       "'attributeUpdates'"}};
  for (const auto& [operation, request, at] : rows) {
    std::string text(request);
    text.replace(text.find('@'), 1, most);
    const std::string refusal = refused(operation, text);
    CHECK(refusal.find(std::string(" at ") + at + " failed to satisfy constraint: ") != refusal.npos);
    CHECK(refusal.find(bound) != refusal.npos);
  }
}

}  // namespace orrery::dynamodb
