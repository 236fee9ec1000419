// PublishLayerVersion, GetLayerVersion, GetLayerVersionByArn, ListLayers, ListLayerVersions,
// DeleteLayerVersion, AddLayerVersionPermission, RemoveLayerVersionPermission, GetLayerVersionPolicy, and
// functions that have layers.
#include "core/digest.h"
#include "services/lambda/child_process.h"
#include "tests/services/lambda/lambda_world.h"

using namespace orrery;

namespace {

const std::string layer_arn = "arn:aws:lambda:us-east-1:000000000000:layer:tools";

struct LayerWorld : LambdaWorld {
  json::object publish(std::string_view source, json::object more = {}) {
    more["LayerName"] = "tools";
    more["Content"] = json::object{
        {"ZipFile", to_base64(ZipBuilder().add("python/tools.py", std::string(source)).bytes())}};
    return call("lambda", "PublishLayerVersion", std::move(more));
  }
};

}  // namespace

TEST_CASE_METHOD(LayerWorld, "each publication of a layer is a version of its own", "[lambda]") {
  const json::object first = publish("x = 1", {{"Description", "d"}, {"CompatibleRuntimes", {"python3.12"}}});
  CHECK(text(first, "LayerArn") == layer_arn);
  CHECK(text(first, "LayerVersionArn") == layer_arn + ":1");
  CHECK(find_number(first, "Version") == 1);
  CHECK(text(first, "CreatedDate") == "2026-01-01T00:00:00.000+0000");
  publish("x = 2");
  const json::object second =
      call("lambda", "GetLayerVersion", {{"LayerName", "tools"}, {"VersionNumber", "2"}});
  CHECK(find_object(second, "Content")->at("CodeSha256") != first.at("Content").at("CodeSha256"));
  CHECK(call("lambda", "ListLayers", {{"Find", "LayerVersion"}, {"Arn", layer_arn + ":1"}}).at("Version") ==
        1);
  CHECK(call("lambda", "GetLayerVersionByArn", {{"Arn", layer_arn + ":2"}}).at("Version") == 2);
  const json::object content =
      call("lambda", "DownloadLayerContent", {{"LayerName", "tools"}, {"VersionNumber", "2"}});
  CHECK(to_base64(sha256(text(content, "Body"))) == text(second.at("Content").as_object(), "CodeSha256"));
  const json::object listed = call("lambda", "ListLayers");
  CHECK(listed.at("Layers").at(0).at("LatestMatchingVersion").at("Version") == 2);
  CHECK(call("lambda", "ListLayers", {{"CompatibleRuntime", "python3.12"}})
            .at("Layers")
            .at(0)
            .at("LatestMatchingVersion")
            .at("Version") == 1);
  call("lambda", "DeleteLayerVersion", {{"LayerName", "tools"}, {"VersionNumber", "1"}});
  call("lambda", "DeleteLayerVersion", {{"LayerName", "tools"}, {"VersionNumber", "1"}});
  const json::object left = call("lambda", "ListLayerVersions", {{"LayerName", layer_arn}});
  REQUIRE(left.at("LayerVersions").as_array().size() == 1);
  CHECK_FALSE(left.at("LayerVersions").at(0).as_object().contains("Description"));  // none was given
  CHECK(find_number(publish("x = 3"), "Version") == 3);
}

TEST_CASE_METHOD(LayerWorld, "a function finds its layers, also once they are deleted", "[lambda]") {
  publish("import sys\nvalue = 'from a layer'");
  create_python("f", "import tools\ndef handler(event, context):\n  return tools.value",
                {{"Layers", {layer_arn + ":1"}}});
  const json::object shown = call("lambda", "GetFunctionConfiguration", {{"FunctionName", "f"}});
  CHECK(text(shown.at("Layers").at(0).as_object(), "Arn") == layer_arn + ":1");
  CHECK(payload_of("f") == R"("from a layer")");
  call("lambda", "DeleteLayerVersion", {{"LayerName", "tools"}, {"VersionNumber", "1"}});
  call("lambda", "UpdateFunctionConfiguration", {{"FunctionName", "f"}, {"Timeout", 9}});
  CHECK(payload_of("f") == R"("from a layer")");
  call("lambda", "UpdateFunctionConfiguration", {{"FunctionName", "f"}, {"Layers", json::array{}}});
  CHECK(payload_of("f").find("No module named 'tools'") != std::string::npos);
}

TEST_CASE_METHOD(LayerWorld, "layers that cannot be are refused in AWS's words", "[lambda]") {
  publish("x = 1");
  publish("x = 2");
  create("f");
  const auto with_layers = [&](json::array layers) {
    return refusal("lambda", "UpdateFunctionConfiguration", {{"FunctionName", "f"}, {"Layers", layers}});
  };
  CHECK(with_layers({layer_arn + ":1", layer_arn + ":2"}) ==
        "InvalidParameterValueException: Two different versions of the same layer are not allowed to be "
        "referenced "
        "in the same function. " +
            layer_arn + ":1 and " + layer_arn + ":2 are versions of the same layer.");
  CHECK(with_layers({layer_arn + ":3"}) ==
        "InvalidParameterValueException: Layer version " + layer_arn + ":3 does not exist.");
  CHECK(with_layers({layer_arn})
            .starts_with("ValidationException: 1 validation error detected: Value '[" + layer_arn +
                         "]' at 'layers' failed"));
  CHECK(with_layers(json::array(6, json::value(json::string(layer_arn + ":1")))) ==
        "InvalidParameterValueException: Cannot reference more than 5 layers.");
  CHECK(
      refusal("lambda", "ListLayerVersions", {{"LayerName", "my tools"}})
          .starts_with("ValidationException: 1 validation error detected: Value 'my tools' at 'layerName'"));
  const auto version = [&](const char* number) {
    return refusal("lambda", "GetLayerVersion", {{"LayerName", "tools"}, {"VersionNumber", number}});
  };
  CHECK(version("9") == "ResourceNotFoundException: The resource you requested does not exist.");
  CHECK(version("0") == "InvalidParameterValueException: Layer Version Cannot be less than 1");
  CHECK(refusal("lambda", "ListLayers", {{"CompatibleRuntime", "cobol"}, {"CompatibleArchitecture", "vax"}})
            .starts_with("ValidationException: 2 validation errors detected: Value 'cobol' at"));
}

TEST_CASE_METHOD(LayerWorld, "a layer version has a policy once somebody is permitted something",
                 "[lambda]") {
  publish("x = 1");
  const json::object version{{"LayerName", "tools"}, {"VersionNumber", "1"}};
  CHECK(refusal("lambda", "GetLayerVersionPolicy", version) ==
        "ResourceNotFoundException: No policy is associated with the given resource.");
  json::object statement = version;
  statement["StatementId"] = "s1";
  statement["Action"] = "lambda:GetLayerVersion";
  statement["Principal"] = "*";
  const json::object added = call("lambda", "AddLayerVersionPermission", statement);
  CHECK(text(added, "Statement").find(R"("Resource":")" + layer_arn + ":1") != std::string::npos);
  CHECK(refusal("lambda", "AddLayerVersionPermission", statement)
            .starts_with("ResourceConflictException: The"));
  CHECK(text(call("lambda", "GetLayerVersionPolicy", version), "RevisionId") == text(added, "RevisionId"));
  json::object removal = version;
  removal["StatementId"] = "s1";
  removal["RevisionId"] = "another";
  CHECK(refusal("lambda", "RemoveLayerVersionPermission", removal)
            .ends_with("Call the GetLayerPolicy API to retrieve the latest Revision Id"));
  removal.erase("RevisionId");
  call("lambda", "RemoveLayerVersionPermission", removal);
  CHECK(refusal("lambda", "RemoveLayerVersionPermission", removal) ==
        "ResourceNotFoundException: Statement s1 is not found in resource policy.");
}

TEST_CASE_METHOD(LayerWorld, "layers lie in /opt, the last on top", "[lambda]") {
  if (!lambda::PrivateTmp::permitted()) return;
  const auto layer = [&](const char* name, const char* first, const char* second) {
    const std::string zip =
        to_base64(ZipBuilder().add("orrery/" + std::string(first), name).add(second, name).bytes());
    return call("lambda", "PublishLayerVersion",
                {{"LayerName", name}, {"Content", json::object{{"ZipFile", zip}}}})
        .at("LayerVersionArn");
  };
  const json::array layers{layer("low", "a", "orrery/b"), layer("high", "b", "orrery/c")};
  create_python("f",
                "def handler(event, context):\n"
                "  return [open('/opt/orrery/' + name).read() for name in 'abc']",
                {{"Layers", layers}});
  CHECK(payload_of("f") == R"(["low", "high", "high"])");
  create("g", {{"Layers", layers}});
  CHECK(payload_of("g", R"({"do":"read","path":"/opt/orrery/b"})") == R"("high")");
}

namespace {

const char* const wrapper = R"(#!/bin/sh
echo "wrapped ${1##*/} ${2##*/}"
export WRAPPED=yes
exec "$@"
)";

}  // namespace

TEST_CASE_METHOD(LayerWorld, "a wrapper of a layer starts the runtime", "[lambda][python]") {
  const std::string zip =
      to_base64(ZipBuilder().add("wrap", wrapper, 0100755).add("plain", wrapper, 0100644).bytes());
  const auto layer =
      call("lambda", "PublishLayerVersion", {{"LayerName", "w"}, {"Content", json::object{{"ZipFile", zip}}}})
          .at("LayerVersionArn");
  const auto with = [&](const char* path) {
    return json::object{
        {"Layers", json::array{layer}},
        {"Environment", json::object{{"Variables", json::object{{"AWS_LAMBDA_EXEC_WRAPPER", path}}}}}};
  };
  const char* const source =
      "import os, sys\ndef handler(event, context):\n  return [os.environ.get('WRAPPED'), sys.argv, event]";
  create_python("f", source, with("/opt/wrap"));
  CHECK(payload_of("f", "1") == R"(["yes", ["/var/runtime/bootstrap.py"], 1])");
  CHECK(payload_of("f", "2") == R"(["yes", ["/var/runtime/bootstrap.py"], 2])");
  create_python("none", source, with("/opt/none"));
  CHECK_THAT(payload_of("none"), Catch::Contains("Runtime exited with error: exit status 127"));
  create_python("plain", source, with("/opt/plain"));
  CHECK_THAT(payload_of("plain"), Catch::Contains("Runtime exited with error: exit status 126"));
  create("g", with("/opt/none"));  // the provided runtimes have no wrappers
  CHECK(payload_of("g", R"({"do":"count"})") == "1");
}
