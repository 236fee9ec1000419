#include <fstream>

#include "core/digest.h"
#include "tests/services/lambda/lambda_world.h"

using namespace orrery;

namespace {

json::object valid() {
  return {{"FunctionName", "f"},
          {"Runtime", "python3.12"},
          {"Handler", "index.handler"},
          {"Role", "arn:aws:iam::000000000000:role/r"},
          {"Code", {{"ZipFile", zip_of("index.py", "def handler(e, c): return e")}}}};
}

json::object with(std::string_view name, json::value value) {
  json::object input = valid();
  input[name] = std::move(value);
  return input;
}

}  // namespace

TEST_CASE_METHOD(LambdaWorld, "CreateFunction answers the configuration a new function has", "[lambda]") {
  const std::string zip = ZipBuilder().add("index.py", "x = 1").bytes();
  const json::object made = call("lambda", "CreateFunction", with("Code", {{"ZipFile", to_base64(zip)}}));
  CHECK(text(made, "FunctionArn") == "arn:aws:lambda:us-east-1:000000000000:function:f");
  CHECK(text(made, "CodeSha256") == to_base64(sha256(zip)));
  CHECK(find_number(made, "CodeSize") == static_cast<std::int64_t>(zip.size()));
  CHECK(find_number(made, "Timeout") == 3);
  CHECK(find_number(made, "MemorySize") == 128);
  CHECK(text(made, "State") == "Pending");
  CHECK(text(made, "StateReasonCode") == "Creating");
  CHECK_FALSE(made.contains("LastUpdateStatus"));
  const json::object ready = call("lambda", "GetFunctionConfiguration", {{"FunctionName", "f"}});
  CHECK(text(ready, "State") == "Active");
  CHECK(text(ready, "LastUpdateStatus") == "Successful");
  CHECK(text(ready, "RevisionId") != text(made, "RevisionId"));
  CHECK(text(made, "Version") == "$LATEST");
  CHECK(text(made, "PackageType") == "Zip");
  CHECK(text(made, "LastModified") == "2026-01-01T00:00:00.000+0000");
  CHECK(made.at("Architectures") == json::value{"x86_64"});
  CHECK(made.at("LoggingConfig") == json::value{{"LogFormat", "Text"}, {"LogGroup", "/aws/lambda/f"}});
  CHECK(text(made, "RevisionId").size() == 36);
}

TEST_CASE_METHOD(LambdaWorld, "CreateFunction refuses what AWS refuses, in its words", "[lambda]") {
  struct {
    json::object input;
    std::string refusal;
  } const cases[] = {
      {with("Runtime", "cobol85"),
       "InvalidParameterValueException: Value cobol85 at 'runtime' failed to satisfy"},
      {with("Runtime", nullptr),
       "InvalidParameterValueException: Runtime and Handler are mandatory parameters"},
      {with("Handler", nullptr),
       "InvalidParameterValueException: Runtime and Handler are mandatory parameters"},
      {with("Code", json::object{}),
       "InvalidParameterValueException: Please provide a source for function code."},
      {with("Code", {{"ZipFile", to_base64("no zip")}}),
       "InvalidParameterValueException: Could not unzip uploaded file."},
      {with("Timeout", 901),
       "ValidationException: 1 validation error detected: Value '901' at 'timeout' failed to "
       "satisfy constraint: Member must have value less than or equal to 900"},
      {with("Timeout", 0), "ValidationException: 1 validation error detected: Value '0' at 'timeout'"},
      {with("MemorySize", 64),
       "ValidationException: 1 validation error detected: Value '64' at 'memorySize'"},
      {with("FunctionName", "has space"),
       "ValidationException: 1 validation error detected: Value 'has space' at"},
      {with("FunctionName", json::string(65, 'f')),
       "InvalidParameterValueException: 1 validation error detected: Value"},
      {with("FunctionName",
            json::string("arn:aws:lambda:us-east-1:000000000000:function:" + std::string(100, 'f'))),
       "ValidationException: 1 validation error detected: Value"},
      {with("FunctionName", "arn:aws:lambda:eu-west-1:000000000000:function:f"),
       "ResourceNotFoundException: Functions from 'eu-west-1' are not reachable in this region "
       "('us-east-1')"},
      {with("FunctionName", "invalid:function:name"),
       "ValidationException: 1 validation error detected: Value"},
      {with("Role", "r1"),
       "ValidationException: 1 validation error detected: Value 'r1' at 'role' failed to satisfy constraint: "
       "Member must satisfy regular expression pattern: arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?"},
      {with("Architectures", json::array{"x86_64", "arm64"}),
       "ValidationException: 1 validation error detected: Value '[x86_64, arm64]' at 'architectures' failed "
       "to "
       "satisfy constraint: Member must have length less than or equal to 1"},
      {with("SnapStart", {{"ApplyOn", "Sometimes"}}),
       "ValidationException: 1 validation error detected: Value 'Sometimes' at 'snapStart.applyOn'"},
      {with("TracingConfig", {{"Mode", "Loud"}}),
       "ValidationException: 1 validation error detected: Value 'Loud' at 'tracingConfig.mode' failed to "
       "satisfy constraint: Member must satisfy enum value set: [Active, PassThrough]"},
      {with("LoggingConfig", {{"LogFormat", "XML"}}),
       "ValidationException: 1 validation error detected: Value 'XML' at 'loggingConfig.logFormat'"},
      {with("Handler", "a b"), "ValidationException: 1 validation error detected: Value 'a b' at 'handler'"},
      {with("Role", nullptr), "ValidationException: 1 validation error detected: Value null at 'role'"},
      {with("Architectures", json::array{"mips"}), "ValidationException: 1 validation error detected: Value"},
      {with("Environment", {{"Variables", {{"AWS_REGION", "x"}}}}),
       "InvalidParameterValueException: Lambda was unable to configure your environment variables because "
       "the "
       "environment variables you have provided contains reserved keys"},
      {with("Environment", {{"Variables", {{"BIG", std::string(5000, 'x')}}}}),
       "InvalidParameterValueException: Lambda was unable to configure your environment variables because "
       "the "
       "environment variables you have provided exceeded the 4KB limit."},
      {with("EphemeralStorage", {{"Size", 100}}),
       "ValidationException: 1 validation error detected: Value '100' at "
       "'ephemeralStorage.size'"},
      {with("Layers", json::array{"arn:aws:lambda:us-east-1:000000000000:layer:l:1"}),
       "InvalidParameterValueException: Layer version arn:aws:lambda:us-east-1:000000000000:layer:l:1 does "
       "not "
       "exist."},
      {with("PackageType", "Image"), "NotImplemented: PackageType Image"},
      {with("Runtime", "java21"), "NotImplemented: runtime java21"},
  };
  for (const auto& item : cases) {
    INFO(to_text(item.input));
    CHECK(refusal("lambda", "CreateFunction", item.input).substr(0, item.refusal.size()) == item.refusal);
  }
  CHECK(refusal("lambda", "GetFunction", {{"FunctionName", "f"}}) != "");
}

TEST_CASE_METHOD(LambdaWorld, "what a new function stands on is checked", "[lambda]") {
  const struct {
    json::object input;
    std::string refusal;
  } cases[] = {
      {with("Environment", {{"Variables", {{"A", "one letter is no name"}}}}),
       "ValidationException: 1 validation error detected: Value at 'environment.variables'"},
      {with("VpcConfig", {{"SubnetIds", json::array{"net-1"}}}),
       "ValidationException: 1 validation error detected: Value '[net-1]' at 'vpcConfig.subnetIds'"},
      {with("Layers", json::array{"arn:aws:lambda:us-east-1:111111111111:layer:l:1"}),
       "AccessDeniedException: User: arn:aws:iam::000000000000:root is not authorized to perform: "
       "lambda:GetLayerVersion on resource: arn:aws:lambda:us-east-1:111111111111:layer:l:1 because"},
  };
  for (const auto& [input, expected] : cases) {
    INFO(to_text(input));
    CHECK(refusal("lambda", "CreateFunction", input).starts_with(expected));
  }
}

TEST_CASE_METHOD(LambdaWorld, "all that is wrong with a new function is said at once", "[lambda]") {
  CHECK(
      refusal("lambda", "CreateFunction",
              {{"FunctionName", "f"}, {"Timeout", 0}, {"MemorySize", 64}, {"Handler", "a b"}}) ==
      "ValidationException: 5 validation errors detected: Value null at 'role' failed to satisfy constraint: "
      "Member must not be null; Value null at 'code' failed to satisfy constraint: Member must not be null; "
      "Value 'a b' at 'handler' failed to satisfy constraint: Member must satisfy regular expression "
      "pattern: [^\\s]+; Value '0' at 'timeout' failed to satisfy constraint: Member must have value greater "
      "than or equal to 1; Value '64' at 'memorySize' failed to satisfy constraint: Member must have value "
      "greater than or equal to 128");
}

TEST_CASE_METHOD(LambdaWorld, "AWS makes no functions for runtimes it has retired", "[lambda]") {
  CHECK(refusal("lambda", "CreateFunction", with("Runtime", "go1.x")) ==
        "InvalidParameterValueException: The runtime parameter of go1.x is no longer supported for "
        "creating or updating AWS Lambda functions. We recommend you use a supported runtime while "
        "creating or updating functions.");
}

TEST_CASE_METHOD(LambdaWorld, "levels of logs are for JSON alone", "[lambda]") {
  CHECK(refusal("lambda", "CreateFunction",
                with("LoggingConfig", {{"LogFormat", "Text"}, {"ApplicationLogLevel", "INFO"}}))
            .starts_with("InvalidParameterValueException: LogLevel is not supported when LogFormat is set to "
                         "\"Text\"."));
}

TEST_CASE_METHOD(LambdaWorld, "a function is created once", "[lambda]") {
  call("lambda", "CreateFunction", valid());
  CHECK(refusal("lambda", "CreateFunction", valid()) ==
        "ResourceConflictException: Function already exist: f");
}

TEST_CASE_METHOD(LambdaWorld, "arm64 and old runtimes run on the host", "[lambda]") {
  for (const char* runtime : {"python3.8", "python3.6", "nodejs12.x"}) {
    json::object input = with("Architectures", json::array{"arm64"});
    input["Runtime"] = runtime;
    const json::object made = call("lambda", "CreateFunction", input);
    CHECK(made.at("Architectures") == json::value{"arm64"});
    CHECK(text(made, "Runtime") == runtime);
    call("lambda", "DeleteFunction", {{"FunctionName", "f"}});
  }
}

TEST_CASE_METHOD(LambdaWorld, "Publish makes the first version", "[lambda]") {
  const json::object made = call("lambda", "CreateFunction", with("Publish", true));
  CHECK(text(made, "Version") == "1");
  CHECK(text(made, "FunctionArn").ends_with(":function:f"));
}

TEST_CASE_METHOD(LambdaWorld, "no entry of a code package leaves its directory", "[lambda]") {
  const auto refused = [&](const ZipBuilder& zip) {
    return refusal("lambda", "CreateFunction", with("Code", {{"ZipFile", to_base64(zip.bytes())}}));
  };
  CHECK(refused(ZipBuilder().add("../outside", "x")) != "");
  CHECK(refused(ZipBuilder().add("/etc/outside", "x")) != "");
  CHECK(refused(ZipBuilder().add("a/../../outside", "x")) != "");
  CHECK(refused(ZipBuilder().add("..\\outside", "x")) != "");
  CHECK(refused(ZipBuilder().add("link", "/etc", 0120777)) != "");
  CHECK(refused(ZipBuilder().add("link", "../..", 0120777)) != "");
  CHECK(refused(ZipBuilder().add("link", "sub", 0120777).add("link/file", "x")) != "");
  CHECK(refused(ZipBuilder().add(std::string(300, 'a') + ".py", "x")) != "");
  CHECK_FALSE(std::filesystem::exists(files / "lambda" / "task" / "outside"));
}

TEST_CASE_METHOD(LambdaWorld, "modes and links of a code package are kept", "[lambda]") {
  const std::string zip = ZipBuilder()
                              .add("bin/", "", 040755)
                              .add("bin/tool", "#!/bin/sh\n", 0100755)
                              .add("data.txt", "data", 0100600)
                              .add("now", "data.txt", 0120777)
                              .bytes();
  call("lambda", "CreateFunction", with("Code", {{"ZipFile", to_base64(zip)}}));
  const auto root = files / "lambda" / "task" / to_hex(sha256(zip));
  CHECK(std::filesystem::status(root / "bin/tool").permissions() == std::filesystem::perms(0555));
  CHECK(std::filesystem::status(root / "data.txt").permissions() == std::filesystem::perms(0444));
  CHECK(std::filesystem::read_symlink(root / "now") == "data.txt");
}
