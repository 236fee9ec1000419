// GetFunction, GetFunctionConfiguration, ListFunctions, UpdateFunctionCode, UpdateFunctionConfiguration,
// DeleteFunction and tags: what is stored about functions.
#include "core/digest.h"
#include "tests/services/lambda/lambda_world.h"

using namespace orrery;

namespace {

const json::object f{{"FunctionName", "f"}};
const std::string arn = "arn:aws:lambda:us-east-1:000000000000:function:f";

}  // namespace

TEST_CASE_METHOD(LambdaWorld, "a client reaches no function of another region", "[lambda]") {
  create("f");
  context.region = "eu-west-1";
  create("f");
  const std::string words = " are not reachable in this region ('eu-west-1')";
  for (const char* operation : {"GetFunction", "Invoke", "DeleteFunction"})
    CHECK(refusal("lambda", operation,
                  {{"FunctionName", "arn:aws:lambda:us-east-1:000000000000:function:f"}}) ==
          "ResourceNotFoundException: Functions from 'us-east-1'" + words);
}

TEST_CASE_METHOD(LambdaWorld, "GetFunction answers configuration, code and tags", "[lambda]") {
  create("f", {{"Tags", {{"team", "blue"}}}});
  const json::object got = call("lambda", "GetFunction", f);
  CHECK(text(got.at("Configuration").as_object(), "FunctionName") == "f");
  CHECK(text(got.at("Code").as_object(), "RepositoryType") == "S3");
  CHECK(text(got.at("Code").as_object(), "Location")
            .starts_with("http://127.0.0.1:4566/2015-03-31/functions/f/code"));
  CHECK(got.at("Tags") == json::value{{"team", "blue"}});
  CHECK(call("lambda", "GetFunctionConfiguration", f) == got.at("Configuration").as_object());
  CHECK(refusal("lambda", "GetFunction", {{"FunctionName", "g"}}) ==
        "ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:000000000000:function:g");
  CHECK(refusal("lambda", "GetFunctionConfiguration", {{"FunctionName", "f"}, {"Qualifier", "7"}}) ==
        "ResourceNotFoundException: Function not found: " + arn + ":7");
  CHECK(call("lambda", "GetFunctionCodeSigningConfig", f).empty());
}

TEST_CASE_METHOD(LambdaWorld, "DownloadFunctionCode answers the package as it was uploaded", "[lambda]") {
  const std::string zip = ZipBuilder().add("bootstrap", "#!/bin/sh\n", 0100755).bytes();
  create("f", {{"Code", {{"ZipFile", to_base64(zip)}}}});
  CHECK(text(call("lambda", "DownloadFunctionCode", f), "Body") == zip);
}

TEST_CASE_METHOD(LambdaWorld, "ListFunctions pages in order of names", "[lambda]") {
  for (const char* name : {"c", "a", "b"}) create(name);
  const json::object first = call("lambda", "ListFunctions", {{"MaxItems", 2}});
  REQUIRE(first.at("Functions").as_array().size() == 2);
  CHECK(first.at("Functions").at(0).at("FunctionName") == "a");
  CHECK_FALSE(first.at("Functions").at(0).as_object().contains("State"));
  const json::object second =
      call("lambda", "ListFunctions", {{"MaxItems", 2}, {"Marker", first.at("NextMarker")}});
  CHECK(second.at("Functions").as_array().size() == 1);
  CHECK_FALSE(second.contains("NextMarker"));
  context.account = "111111111111";
  CHECK(call("lambda", "ListFunctions").at("Functions").as_array().empty());
}

TEST_CASE_METHOD(LambdaWorld, "UpdateFunctionCode makes the next invocation run the new code", "[lambda]") {
  create("f");
  CHECK(payload_of("f", R"({"do":"count"})") == "1");
  const json::object before = call("lambda", "GetFunctionConfiguration", f);
  json::object update = f;
  update["ZipFile"] = bootstrap_zip(std::string(scripted_bootstrap) + "\n# changed");
  const json::object after = call("lambda", "UpdateFunctionCode", update);
  CHECK(after.at("CodeSha256") != before.at("CodeSha256"));
  CHECK(after.at("RevisionId") != before.at("RevisionId"));
  CHECK(payload_of("f", R"({"do":"count"})") == "1");
  update["RevisionId"] = before.at("RevisionId");
  CHECK(refusal("lambda", "UpdateFunctionCode", update)
            .starts_with("PreconditionFailedException: The Revision Id provided does not match"));
  CHECK(refusal("lambda", "UpdateFunctionCode", f) ==
        "InvalidParameterValueException: Please provide a source for function code.");
}

TEST_CASE_METHOD(LambdaWorld, "UpdateFunctionConfiguration changes what it names and nothing else",
                 "[lambda]") {
  create("f", {{"Description", "first"}});
  CHECK(payload_of("f", R"({"do":"count"})") == "1");
  const json::object after =
      call("lambda", "UpdateFunctionConfiguration",
           {{"FunctionName", "f"}, {"Timeout", 9}, {"Environment", {{"Variables", {{"ALPHA", "1"}}}}}});
  CHECK(find_number(after, "Timeout") == 9);
  CHECK(text(after, "Description") == "first");
  CHECK(text(after, "LastUpdateStatus") == "InProgress");
  CHECK(payload_of("f", R"({"do":"env"})").find(R"("ALPHA": "1")") != std::string::npos);
}

TEST_CASE_METHOD(LambdaWorld, "DeleteFunction removes all there is of it", "[lambda]") {
  create("f", {{"Publish", true}});
  call("lambda", "CreateAlias", {{"FunctionName", "f"}, {"Name", "live"}, {"FunctionVersion", "1"}});
  CHECK(refusal("lambda", "DeleteFunction", {{"FunctionName", "f"}, {"Qualifier", "$LATEST"}}) ==
        "InvalidParameterValueException: $LATEST version cannot be deleted without deleting the function.");
  CHECK(refusal("lambda", "DeleteFunction", {{"FunctionName", "f"}, {"Qualifier", "1"}}) ==
        "ResourceConflictException: Unable to delete version because the following aliases reference it: "
        "[live]");
  call("lambda", "DeleteFunction", f);
  CHECK(refusal("lambda", "DeleteFunction", f) == "ResourceNotFoundException: Function not found: " + arn);
  CHECK(refusal("lambda", "Invoke", f).starts_with("ResourceNotFoundException"));
  create("f");
  CHECK(refusal("lambda", "GetAlias", {{"FunctionName", "f"}, {"Name", "live"}}) ==
        "ResourceNotFoundException: Cannot find alias arn: " + arn + ":live");
}

TEST_CASE_METHOD(LambdaWorld, "a name that is too long is refused before it is looked for", "[lambda]") {
  CHECK(refusal("lambda", "GetFunction", {{"FunctionName", std::string(171, 'f')}})
            .ends_with("at 'functionName' failed to satisfy constraint: Member must have length less than or "
                       "equal to 170"));
}

TEST_CASE_METHOD(LambdaWorld, "tags are added and taken away", "[lambda]") {
  create("f");
  call("lambda", "TagResource", {{"Resource", arn}, {"Tags", {{"a", "1"}, {"b", "2"}}}});
  call("lambda", "UntagResource", {{"Resource", arn}, {"TagKeys", json::array{"a"}}});
  CHECK(call("lambda", "ListTags", {{"Resource", arn}}).at("Tags") == json::value{{"b", "2"}});
  CHECK(refusal("lambda", "ListTags", {{"Resource", arn + "x"}}) ==
        "ResourceNotFoundException: Function not found: " + arn + "x");
  json::object many;
  for (int at = 0; at < 51; ++at) many[std::to_string(at)] = "x";
  CHECK(refusal("lambda", "TagResource", {{"Resource", arn}, {"Tags", many}}) ==
        "InvalidParameterValueException: Number of tags exceeds resource tag limit.");
}

TEST_CASE_METHOD(LambdaWorld, "functions are there after a restart", "[lambda]") {
  create("f", {{"Publish", true}});
  lambda->~Lambda();
  new (lambda.get()) Lambda(core);
  lambda->resume();
  CHECK(payload_of("f", "2") == "2");
  CHECK(payload_of("f:1", "3") == "3");
}

// A worker that cleared the directory itself could take what the next request has just put there.
TEST_CASE_METHOD(LambdaWorld, "what nobody needs any more is out of the way before the first request",
                 "[lambda]") {
  create("f");
  CHECK(payload_of("f", "1") == "1");
  call("lambda", "DeleteFunction", {{"FunctionName", "f"}});
  lambda->~Lambda();
  std::filesystem::create_directories(files / "lambda" / "leftovers" / "of one that was killed meanwhile");
  new (lambda.get()) Lambda(core);
  lambda->resume();
  CHECK(std::filesystem::is_empty(files / "lambda" / "task"));
  CHECK(std::filesystem::is_empty(files / "lambda" / "package"));
  CHECK_FALSE(std::filesystem::exists(files / "lambda" / "sandbox"));
  create("f");
  until([&] { return !std::filesystem::exists(files / "lambda" / "leftovers"); });
  CHECK(payload_of("f", "2") == "2");
}
