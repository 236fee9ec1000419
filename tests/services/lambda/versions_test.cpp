// PublishVersion, ListVersionsByFunction and aliases.
#include "tests/services/lambda/lambda_world.h"

using namespace orrery;

namespace {

const json::object f{{"FunctionName", "f"}};
const std::string arn = "arn:aws:lambda:us-east-1:000000000000:function:f";

json::object variables(std::string_view value) {
  return {{"FunctionName", "f"}, {"Environment", {{"Variables", {{"VALUE", value}}}}}};
}

}  // namespace

TEST_CASE_METHOD(LambdaWorld, "PublishVersion freezes $LATEST", "[lambda]") {
  create("f");
  call("lambda", "UpdateFunctionConfiguration", variables("one"));
  const json::object first =
      call("lambda", "PublishVersion", {{"FunctionName", "f"}, {"Description", "the first"}});
  CHECK(text(first, "Version") == "1");
  CHECK(text(first, "Description") == "the first");
  CHECK(text(call("lambda", "PublishVersion", f), "Version") == "1");  // nothing has changed
  call("lambda", "UpdateFunctionConfiguration", variables("two"));
  CHECK(text(call("lambda", "PublishVersion", f), "Version") == "2");
  call("lambda", "UpdateFunctionConfiguration", {{"FunctionName", "f"}, {"Description", "the third"}});
  CHECK(text(call("lambda", "PublishVersion", f), "Version") == "3");
  CHECK(text(call("lambda", "PublishVersion", f), "Version") == "3");
  CHECK(payload_of("f:1", R"({"do":"env"})").find(R"("VALUE": "one")") != std::string::npos);
  CHECK(payload_of("f:2", R"({"do":"env"})").find(R"("VALUE": "two")") != std::string::npos);
  CHECK(text(invoke("f:2"), "ExecutedVersion") == "2");
  const auto versions = call("lambda", "ListVersionsByFunction", f).at("Versions").as_array();
  REQUIRE(versions.size() == 4);
  CHECK(text(versions[0].as_object(), "FunctionArn") == arn + ":$LATEST");
  CHECK(text(versions[2].as_object(), "FunctionArn") == arn + ":2");
  CHECK(refusal("lambda", "PublishVersion", {{"FunctionName", "f"}, {"CodeSha256", "other"}})
            .starts_with(
                "InvalidParameterValueException: CodeSHA256 (other) is different from current CodeSHA256"));
}

TEST_CASE_METHOD(LambdaWorld, "a deleted version's number is not given again", "[lambda]") {
  create("f", {{"Publish", true}});
  call("lambda", "DeleteFunction", {{"FunctionName", "f"}, {"Qualifier", "1"}});
  CHECK(refusal("lambda", "Invoke", {{"FunctionName", "f:1"}}) ==
        "ResourceNotFoundException: Function not found: " + arn + ":1");
  CHECK(text(call("lambda", "PublishVersion", f), "Version") == "2");
}

TEST_CASE_METHOD(LambdaWorld, "an alias leads to its version", "[lambda]") {
  create("f", {{"Publish", true}});
  const json::object made =
      call("lambda", "CreateAlias", {{"FunctionName", "f"}, {"Name", "live"}, {"FunctionVersion", "1"}});
  CHECK(text(made, "AliasArn") == arn + ":live");
  CHECK(call("lambda", "GetAlias", {{"FunctionName", "f"}, {"Name", "live"}}) == made);
  CHECK(text(invoke("f:live"), "ExecutedVersion") == "1");
  CHECK(payload_of("f:live", R"({"do":"head"})").find(arn + ":live") != std::string::npos);
  call("lambda", "UpdateAlias", {{"FunctionName", "f"}, {"Name", "live"}, {"FunctionVersion", "$LATEST"}});
  CHECK(text(invoke("f", "{}", {{"Qualifier", "live"}}), "ExecutedVersion") == "$LATEST");
  CHECK(call("lambda", "ListAliases", f).at("Aliases").as_array().size() == 1);
  CHECK(call("lambda", "ListAliases", {{"FunctionName", "f"}, {"FunctionVersion", "1"}})
            .at("Aliases")
            .as_array()
            .empty());
  call("lambda", "DeleteAlias", {{"FunctionName", "f"}, {"Name", "live"}});
  CHECK(refusal("lambda", "GetAlias", {{"FunctionName", "f"}, {"Name", "live"}}) ==
        "ResourceNotFoundException: Cannot find alias arn: " + arn + ":live");
}

TEST_CASE_METHOD(LambdaWorld, "aliases that cannot be are refused", "[lambda]") {
  create("f", {{"Publish", true}});
  call("lambda", "CreateAlias", {{"FunctionName", "f"}, {"Name", "live"}, {"FunctionVersion", "1"}});
  const auto refused = [&](std::string_view name, std::string_view version) {
    return refusal("lambda", "CreateAlias",
                   {{"FunctionName", "f"}, {"Name", name}, {"FunctionVersion", version}});
  };
  CHECK(refused("live", "1") == "ResourceConflictException: Alias already exists: " + arn + ":live");
  CHECK(refused("next", "9") == "ResourceNotFoundException: Function not found: " + arn + ":9");
  CHECK(refused("12", "1").starts_with("ValidationException"));
  CHECK(refusal("lambda", "UpdateAlias", {{"FunctionName", "f"}, {"Name", "live"}, {"RevisionId", "old"}})
            .starts_with("PreconditionFailedException"));
}

TEST_CASE_METHOD(LambdaWorld, "$LATEST takes no share of an alias's invocations", "[lambda]") {
  create("f", {{"Publish", true}});
  const auto refused = [&](std::string_view version, std::string_view other) {
    return refusal("lambda", "CreateAlias",
                   {{"FunctionName", "f"},
                    {"Name", "live"},
                    {"FunctionVersion", version},
                    {"RoutingConfig", {{"AdditionalVersionWeights", json::object{{other, 0.5}}}}}});
  };
  CHECK(refused("$LATEST", "1") ==
        "InvalidParameterValueException: $LATEST is not supported for an alias pointing to more than 1 "
        "version");
  CHECK(refused("1", "$LATEST")
            .starts_with("ValidationException: 1 validation error detected: Value '{$LATEST=0.5}' at "
                         "'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map keys"));
}

TEST_CASE_METHOD(LambdaWorld, "an alias shares invocations between two versions by weight", "[lambda]") {
  create("f", {{"Publish", true}});
  call("lambda", "UpdateFunctionConfiguration", variables("two"));
  call("lambda", "PublishVersion", f);
  call("lambda", "CreateAlias",
       {{"FunctionName", "f"},
        {"Name", "live"},
        {"FunctionVersion", "1"},
        {"RoutingConfig", {{"AdditionalVersionWeights", {{"2", 0.5}}}}}});
  std::map<std::string, int> seen;
  for (int at = 0; at < 20; ++at) ++seen[text(invoke("f:live"), "ExecutedVersion")];
  CHECK(seen["1"] > 3);
  CHECK(seen["2"] > 3);
}
