// PutProvisionedConcurrencyConfig, GetProvisionedConcurrencyConfig, ListProvisionedConcurrencyConfigs,
// DeleteProvisionedConcurrencyConfig, CreateCodeSigningConfig, GetCodeSigningConfig, UpdateCodeSigningConfig,
// DeleteCodeSigningConfig, ListCodeSigningConfigs, ListFunctionsByCodeSigningConfig,
// PutFunctionCodeSigningConfig, GetFunctionCodeSigningConfig, DeleteFunctionCodeSigningConfig,
// GetFunctionRecursionConfig, PutFunctionRecursionConfig, GetRuntimeManagementConfig,
// PutRuntimeManagementConfig, and tags of mappings.
#include "core/digest.h"
#include "tests/services/lambda/lambda_world.h"

using namespace orrery;

TEST_CASE_METHOD(LambdaWorld, "provisioned sandboxes are started before anybody invokes", "[lambda]") {
  create("f", {{"Publish", true}});
  call("lambda", "CreateAlias", {{"FunctionName", "f"}, {"Name", "live"}, {"FunctionVersion", "1"}});
  const auto at = [](std::string_view qualifier) {
    return json::object{{"FunctionName", "f"}, {"Qualifier", qualifier}};
  };
  CHECK(refusal("lambda", "GetProvisionedConcurrencyConfig", at("live")) ==
        "ProvisionedConcurrencyConfigNotFoundException: No Provisioned Concurrency Config found for this "
        "function");
  json::object put = at("live");
  put["ProvisionedConcurrentExecutions"] = 3;
  CHECK(text(call("lambda", "PutProvisionedConcurrencyConfig", put), "Status") == "IN_PROGRESS");
  const auto shown = [&] { return call("lambda", "GetProvisionedConcurrencyConfig", at("live")); };
  CHECK(text(shown(), "Status") == "IN_PROGRESS");
  until([&] { return text(shown(), "Status") == "READY"; });
  CHECK(find_number(shown(), "AllocatedProvisionedConcurrentExecutions") == 3);
  CHECK(lambda->started(*lambda->functions.find(lambda::parse_function_name("f", {}, context)), "live") == 3);
  // A function can tell what started it.
  const auto started_as = [&](const char* name) {
    return text_of(json::parse(payload_of(name, R"({"do": "env"})")).as_object(),
                   "AWS_LAMBDA_INITIALIZATION_TYPE");
  };
  CHECK(started_as("f:live") == "provisioned-concurrency");
  CHECK(started_as("f") == "on-demand");
  // They stay, whatever becomes of the code that is not theirs.
  call("lambda", "UpdateFunctionConfiguration", {{"FunctionName", "f"}, {"Timeout", 5}});
  advance(1h);
  CHECK(text(shown(), "Status") == "READY");
  json::object twice = at("1");
  twice["ProvisionedConcurrentExecutions"] = 1;
  CHECK(refusal("lambda", "PutProvisionedConcurrencyConfig", twice) ==
        "ResourceConflictException: Version is pointed by a Provisioned Concurrency alias");
  CHECK(refusal("lambda", "PutFunctionConcurrency",
                {{"FunctionName", "f"}, {"ReservedConcurrentExecutions", 1}}) ==
        "InvalidParameterValueException:  ReservedConcurrentExecutions  1 should not be lower than "
        "function's total "
        "provisioned concurrency [3].");
  const json::object all =
      call("lambda", "GetProvisionedConcurrencyConfig", {{"FunctionName", "f"}, {"List", "ALL"}});
  CHECK(all.at("ProvisionedConcurrencyConfigs").at(0).at("FunctionArn").as_string().ends_with(":f:live"));
  CHECK(call("lambda", "ListProvisionedConcurrencyConfigs", {{"FunctionName", "f"}}) == all);
  call("lambda", "DeleteProvisionedConcurrencyConfig", at("live"));
  call("lambda", "DeleteProvisionedConcurrencyConfig", at("live"));
  call("lambda", "PutProvisionedConcurrencyConfig", twice);
}

TEST_CASE_METHOD(LambdaWorld, "provisioned concurrency goes with its alias to another version", "[lambda]") {
  create("f", {{"Publish", true}});
  call("lambda", "UpdateFunctionConfiguration", {{"FunctionName", "f"}, {"Timeout", 5}});
  call("lambda", "PublishVersion", {{"FunctionName", "f"}});
  call("lambda", "CreateAlias", {{"FunctionName", "f"}, {"Name", "live"}, {"FunctionVersion", "1"}});
  call("lambda", "PutProvisionedConcurrencyConfig",
       {{"FunctionName", "f"}, {"Qualifier", "live"}, {"ProvisionedConcurrentExecutions", 2}});
  const auto started = [&](std::string_view qualifier) {
    return lambda->started(*lambda->functions.find(lambda::parse_function_name("f", {}, context)), qualifier);
  };
  until([&] { return started("1") == 2; });
  call("lambda", "UpdateAlias", {{"FunctionName", "f"}, {"Name", "live"}, {"FunctionVersion", "2"}});
  until([&] { return started("2") == 2; });
}

TEST_CASE_METHOD(LambdaWorld, "provisioned concurrency that cannot be is refused in AWS's words",
                 "[lambda]") {
  create("f", {{"Publish", true}});
  const auto refused = [&](std::string_view qualifier, std::int64_t wanted) {
    return refusal(
        "lambda", "PutProvisionedConcurrencyConfig",
        {{"FunctionName", "f"}, {"Qualifier", qualifier}, {"ProvisionedConcurrentExecutions", wanted}});
  };
  CHECK(refused("$LATEST", 1) ==
        "InvalidParameterValueException: Provisioned Concurrency Configs cannot be applied to unpublished "
        "function "
        "versions.");
  CHECK(refused("1", 0).ends_with("Member must have value greater than or equal to 1"));
  CHECK(refused("2", 1) ==
        "ResourceNotFoundException: Function not found: "
        "arn:aws:lambda:us-east-1:000000000000:function:f:2");
  CHECK(refused("live", 1) ==
        "ResourceNotFoundException: Cannot find alias arn: "
        "arn:aws:lambda:us-east-1:000000000000:function:f:live");
  CHECK(refused("1", 901).ends_with("UnreservedConcurrentExecution below its minimum value of [100]."));
  CHECK(refusal("lambda", "GetProvisionedConcurrencyConfig",
                {{"FunctionName", "f"}, {"Qualifier", "$LATEST"}}) ==
        "InvalidParameterValueException: The function resource provided must be an alias or a published "
        "version.");
}

TEST_CASE_METHOD(LambdaWorld, "a code signing configuration that enforces lets no unsigned package in",
                 "[lambda]") {
  create("f");
  const json::object made =
      call("lambda", "CreateCodeSigningConfig",
           {{"AllowedPublishers", {{"SigningProfileVersionArns", {"arn:aws:signer:::p"}}}}});
  const json::object& config = made.at("CodeSigningConfig").as_object();
  const json::object named{{"CodeSigningConfigArn", config.at("CodeSigningConfigArn")}};
  CHECK(text(config, "CodeSigningConfigId").size() == 21);
  CHECK(config.at("CodeSigningPolicies").at("UntrustedArtifactOnDeployment") == "Warn");
  json::object put = named;
  put["FunctionName"] = "f";
  call("lambda", "PutFunctionCodeSigningConfig", put);
  CHECK(call("lambda", "ListFunctionsByCodeSigningConfig", named).at("FunctionArns").as_array().size() == 1);
  CHECK(refusal("lambda", "DeleteCodeSigningConfig", named).starts_with("ResourceConflictException: "));
  json::object enforce = named;
  enforce["CodeSigningPolicies"] = json::object{{"UntrustedArtifactOnDeployment", "Enforce"}};
  call("lambda", "UpdateCodeSigningConfig", enforce);
  CHECK(refusal("lambda", "UpdateFunctionCode", {{"FunctionName", "f"}, {"ZipFile", to_base64("x")}})
            .starts_with("CodeVerificationFailedException: "));
  call("lambda", "DeleteFunctionCodeSigningConfig", {{"FunctionName", "f"}});
  CHECK(call("lambda", "GetFunctionCodeSigningConfig", {{"FunctionName", "f"}}).empty());
  CHECK(call("lambda", "ListCodeSigningConfigs").at("CodeSigningConfigs").as_array().size() == 1);
  call("lambda", "DeleteCodeSigningConfig", named);
  const std::string arn = text(named, "CodeSigningConfigArn");
  CHECK(refusal("lambda", "GetCodeSigningConfig", named) ==
        "ResourceNotFoundException: The Lambda code signing configuration " + arn + " can not be found.");
  CHECK(refusal("lambda", "PutFunctionCodeSigningConfig", put) ==
        "CodeSigningConfigNotFoundException: The code signing configuration cannot be found. Check that the "
        "provided "
        "configuration is not deleted: " +
            arn + ".");
}

TEST_CASE_METHOD(LambdaWorld, "settings of recursion and runtime management are kept", "[lambda]") {
  create("f");
  const json::object f{{"FunctionName", "f"}};
  CHECK(text(call("lambda", "GetFunctionRecursionConfig", f), "RecursiveLoop") == "Terminate");
  call("lambda", "PutFunctionRecursionConfig", {{"FunctionName", "f"}, {"RecursiveLoop", "Allow"}});
  CHECK(text(call("lambda", "GetFunctionRecursionConfig", f), "RecursiveLoop") == "Allow");
  CHECK(refusal("lambda", "PutFunctionRecursionConfig", {{"FunctionName", "f"}, {"RecursiveLoop", "No"}})
            .ends_with("[Terminate, Allow]"));
  CHECK(text(call("lambda", "GetRuntimeManagementConfig", f), "UpdateRuntimeOn") == "Auto");
  call("lambda", "PutRuntimeManagementConfig",
       {{"FunctionName", "f"}, {"UpdateRuntimeOn", "FunctionUpdate"}});
  const json::object kept = call("lambda", "GetRuntimeManagementConfig", f);
  CHECK(text(kept, "UpdateRuntimeOn") == "FunctionUpdate");
  CHECK(text(kept, "FunctionArn").ends_with(":function:f:$LATEST"));
}

TEST_CASE_METHOD(LambdaWorld, "a policy has the revision of what it belongs to", "[lambda]") {
  create("f");
  const json::object f{{"FunctionName", "f"}};
  const auto revision = [&] { return text(call("lambda", "GetFunctionConfiguration", f), "RevisionId"); };
  const std::string before = revision();
  json::object permission{{"FunctionName", "f"},
                          {"StatementId", "s"},
                          {"Action", "lambda:InvokeFunction"},
                          {"Principal", "s3.amazonaws.com"},
                          {"RevisionId", before}};
  call("lambda", "AddPermission", permission);
  CHECK(revision() != before);
  CHECK(text(call("lambda", "GetPolicy", f), "RevisionId") == revision());
  permission["StatementId"] = "s2";
  CHECK(refusal("lambda", "AddPermission", permission).starts_with("PreconditionFailedException: "));
  permission.erase("RevisionId");
  permission["Principal"] = "nobody";
  CHECK(refusal("lambda", "AddPermission", permission) ==
        "InvalidParameterValueException: The provided principal was invalid. Please check the principal and "
        "try "
        "again.");
  CHECK(refusal("lambda", "RemovePermission", {{"FunctionName", "g"}, {"StatementId", "s"}}) ==
        "ResourceNotFoundException: No policy found for: arn:aws:lambda:us-east-1:000000000000:function:g");
}

TEST_CASE_METHOD(LambdaWorld, "destinations of asynchronous invocations are checked in AWS's words",
                 "[lambda]") {
  create("f");
  const auto refused = [&](std::string destination) {
    return refusal(
        "lambda", "PutFunctionEventInvokeConfig",
        {{"FunctionName", "f"}, {"DestinationConfig", {{"OnSuccess", {{"Destination", destination}}}}}});
  };
  const std::string functions = "arn:aws:lambda:us-east-1:000000000000:function:";
  CHECK(refused(functions + "f") ==
        "InvalidParameterValueException: You can't specify the function as a destination for itself.");
  CHECK(refused(functions + "g") ==
        "InvalidParameterValueException: The destination ARN " + functions + "g is invalid.");
  CHECK(refused("arn:aws:iam:us-east-1:000000000000:role:x") ==
        "InvalidParameterValueException: The provided destination config "
        "DestinationConfig(onSuccess=OnSuccess(destination=arn:aws:iam:us-east-1:000000000000:role:x), "
        "onFailure=null) is invalid.");
  CHECK(refused("arn:aws:_-/!lambda:us-east-1:000000000000:function:f")
            .starts_with("ValidationException: 1 validation error detected: Value "
                         "'arn:aws:_-/!lambda:us-east-1:000000000000:function:f' at "
                         "'destinationConfig.onSuccess.destination' failed to satisfy constraint: "));
  CHECK(refusal("lambda", "PutFunctionEventInvokeConfig", {{"FunctionName", "g"}}) ==
        "InvalidParameterValueException: You must specify at least one of error handling or destination "
        "setting.");
  CHECK(refusal("lambda", "PutFunctionEventInvokeConfig",
                {{"FunctionName", "g"}, {"MaximumRetryAttempts", 1}}) ==
        "ResourceNotFoundException: The function doesn't exist.");
  CHECK(refusal("lambda", "ListFunctionEventInvokeConfigs", {{"FunctionName", "g"}}) ==
        "ResourceNotFoundException: The function doesn't exist.");
  const json::object kept =
      call("lambda", "PutFunctionEventInvokeConfig",
           {{"FunctionName", "f"}, {"DestinationConfig", {{"OnSuccess", json::object{}}}}});
  CHECK(kept.at("DestinationConfig") ==
        json::value{{"OnSuccess", json::object{}}, {"OnFailure", json::object{}}});
  CHECK(refusal("lambda", "GetFunctionEventInvokeConfig", {{"FunctionName", "g"}}) ==
        "ResourceNotFoundException: The function " + functions +
            "g:$LATEST doesn't have an EventInvokeConfig");
}
