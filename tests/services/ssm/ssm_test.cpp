#include "services/ssm/ssm.h"

#include "tests/world.h"

namespace orrery {
namespace {

struct SsmWorld : World {
  SsmWorld() { directory.add(ssm); }
  json::object put(const std::string& name, const std::string& value, json::object more = {}) {
    more["Name"] = name;
    more["Value"] = value;
    if (!more.contains("Type")) more["Type"] = "String";
    return call("ssm", "PutParameter", more);
  }
  Ssm ssm{core};
};

}  // namespace

TEST_CASE_METHOD(SsmWorld, "a parameter is read by its name, its version and its arn", "[ssm]") {
  CHECK(put("/app/db", "one").at("Version") == 1);
  CHECK(refusal("ssm", "PutParameter", json::object{{"Name", "/app/db"}, {"Value", "x"}, {"Type", "String"}})
            .starts_with("ParameterAlreadyExists: The parameter already exists."));
  CHECK(put("/app/db", "two", {{"Overwrite", true}}).at("Version") == 2);
  for (const char* name : {"/app/db", "/app/db:2", "arn:aws:ssm:us-east-1:000000000000:parameter/app/db"}) {
    INFO(name);
    const auto parameter = call("ssm", "GetParameter", json::object{{"Name", name}}).at("Parameter");
    CHECK(parameter.at("Value") == "two");
    CHECK(parameter.at("ARN") == "arn:aws:ssm:us-east-1:000000000000:parameter/app/db");
    CHECK(parameter.at("Type") == "String");
  }
  CHECK(refusal("ssm", "GetParameter", json::object{{"Name", "/app/db:1"}})
            .starts_with("ParameterVersionNotFound"));
  CHECK(refusal("ssm", "GetParameter", json::object{{"Name", "none"}}) ==
        "ParameterNotFound: Parameter none not found.");
}

TEST_CASE_METHOD(SsmWorld, "parameters are read together, by path and in pages", "[ssm]") {
  for (const char* name : {"/a/1", "/a/2", "/a/b/3", "/ab", "plain"}) put(name, "v");
  const auto names = [](const json::array& list) {
    std::string joined;
    for (const auto& parameter : list) joined += std::string(view(parameter.at("Name").as_string())) + " ";
    return joined;
  };
  const auto by_path = [&](json::object input) {
    input["Path"] = "/a";
    return call("ssm", "GetParametersByPath", input);
  };
  CHECK(names(by_path({}).at("Parameters").as_array()) == "/a/1 /a/2 ");
  CHECK(names(by_path({{"Recursive", true}}).at("Parameters").as_array()) == "/a/1 /a/2 /a/b/3 ");
  const auto page = by_path({{"MaxResults", 1}});
  CHECK(
      names(by_path({{"MaxResults", 1}, {"NextToken", page.at("NextToken")}}).at("Parameters").as_array()) ==
      "/a/2 ");
  const auto some = call("ssm", "GetParameters", json::object{{"Names", {"plain", "none"}}});
  CHECK(names(some.at("Parameters").as_array()) == "plain ");
  CHECK(some.at("InvalidParameters") == parse("['none']"));
  const auto described = call("ssm", "DescribeParameters").at("Parameters").as_array();
  CHECK(described.size() == 5);
  CHECK_FALSE(described[0].as_object().contains("Value"));
  CHECK(described[0].at("Tier") == "Standard");
}

TEST_CASE_METHOD(SsmWorld, "a deleted parameter is gone", "[ssm]") {
  put("a", "v");
  put("b", "v");
  call("ssm", "DeleteParameter", json::object{{"Name", "a"}});
  CHECK(refusal("ssm", "DeleteParameter", json::object{{"Name", "a"}}).starts_with("ParameterNotFound"));
  const auto answer = call("ssm", "DeleteParameters", json::object{{"Names", {"a", "b"}}});
  CHECK(answer == parse("{'DeletedParameters': ['b'], 'InvalidParameters': ['a']}"));
}

}  // namespace orrery
