// AddPermission, RemovePermission and GetPolicy.
#include "tests/services/lambda/lambda_world.h"

using namespace orrery;

TEST_CASE_METHOD(LambdaWorld, "permissions are kept as the statements of a policy", "[lambda]") {
  create("f");
  const json::object f{{"FunctionName", "f"}};
  CHECK(refusal("lambda", "GetPolicy", f) ==
        "ResourceNotFoundException: The resource you requested does not exist.");
  const json::object permission{{"FunctionName", "f"},
                                {"StatementId", "s3"},
                                {"Action", "lambda:InvokeFunction"},
                                {"Principal", "s3.amazonaws.com"},
                                {"SourceArn", "arn:aws:s3:::b"}};
  const json::value statement = json::parse(text(call("lambda", "AddPermission", permission), "Statement"));
  CHECK(statement.at("Principal") == json::value{{"Service", "s3.amazonaws.com"}});
  CHECK(statement.at("Condition") == json::value{{"ArnLike", {{"AWS:SourceArn", "arn:aws:s3:::b"}}}});
  CHECK(refusal("lambda", "AddPermission", permission)
            .starts_with("ResourceConflictException: The statement id (s3) provided already exists."));
  const json::value policy = json::parse(text(call("lambda", "GetPolicy", f), "Policy"));
  CHECK(policy.at("Statement").as_array().size() == 1);
  CHECK(refusal("lambda", "RemovePermission", {{"FunctionName", "f"}, {"StatementId", "other"}}) ==
        "ResourceNotFoundException: Statement other is not found in resource policy.");
  call("lambda", "RemovePermission", {{"FunctionName", "f"}, {"StatementId", "s3"}});
  CHECK(refusal("lambda", "RemovePermission", {{"FunctionName", "f"}, {"StatementId", "s3"}}) ==
        "ResourceNotFoundException: No policy is associated with the given resource.");
}

TEST_CASE_METHOD(LambdaWorld, "a policy of a version or an alias that is not there", "[lambda]") {
  create("f");
  const auto refused = [&](std::string_view operation, std::string_view qualifier) {
    return refusal("lambda", operation,
                   {{"FunctionName", "f"},
                    {"Qualifier", qualifier},
                    {"StatementId", "s3"},
                    {"Action", "lambda:InvokeFunction"},
                    {"Principal", "s3.amazonaws.com"}});
  };
  const std::string arn = "arn:aws:lambda:us-east-1:000000000000:function:f:";
  CHECK(refused("GetPolicy", "77") ==
        "ResourceNotFoundException: The resource you requested does not exist.");
  CHECK(refused("AddPermission", "77") == "ResourceNotFoundException: Function not found: " + arn + "77");
  for (const char* operation : {"AddPermission", "RemovePermission"})
    CHECK(refused(operation, "live") == "ResourceNotFoundException: Cannot find alias arn: " + arn + "live");
  CHECK(refused("AddPermission", "with-$") ==
        "ResourceNotFoundException: Function not found: " + arn + "with-$");
  CHECK(refused("AddPermission", "with-?") ==
        "ValidationException: 1 validation error detected: Value 'with-?' at 'qualifier' failed to satisfy "
        "constraint: Member must satisfy regular expression pattern: (|[a-zA-Z0-9$_-]+)");
}
