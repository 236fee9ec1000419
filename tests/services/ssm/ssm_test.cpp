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
  CHECK(call("ssm", "GetParameter", json::object{{"Name", "/app/db:1"}}).at("Parameter").at("Value") ==
        "one");
  CHECK(
      refusal("ssm", "GetParameter", json::object{{"Name", "/app/db:3"}}) ==
      "ParameterVersionNotFound: Systems Manager could not find version 3 of /app/db. Verify the version and "
      "try again.");
  CHECK(refusal("ssm", "GetParameter", json::object{{"Name", "/app/db:1:2"}}) ==
        "ParameterNotFound: Parameter /app/db:1:2 not found.");
  CHECK(refusal("ssm", "GetParameter", json::object{{"Name", "none"}}) ==
        "ParameterNotFound: Parameter none not found.");
}

TEST_CASE_METHOD(SsmWorld, "a secure string is told only to who asks for its decryption", "[ssm]") {
  put("/s/key", "secret", {{"Type", "SecureString"}});
  put("/s/open", "plain");
  const auto both = [&](const char* operation, json::object input) {
    const json::object sealed = call("ssm", operation, input);
    CHECK(to_text(sealed).find("secret") == std::string::npos);
    CHECK(to_text(sealed).find("\"Value\":\"AQICAH") != std::string::npos);
    CHECK(call("ssm", operation, input) == sealed);
    input["WithDecryption"] = true;
    CHECK(to_text(call("ssm", operation, input)).find("\"Value\":\"secret\"") != std::string::npos);
    return to_text(sealed);
  };
  both("GetParameter", {{"Name", "/s/key"}});
  both("GetParameterHistory", {{"Name", "/s/key"}});
  CHECK(both("GetParameters", {{"Names", {"/s/key", "/s/open"}}}).find("plain") != std::string::npos);
  CHECK(both("GetParametersByPath", {{"Path", "/s"}}).find("plain") != std::string::npos);
  CHECK(call("ssm", "DescribeParameters", {{"Shared", true}}).at("Parameters").as_array().empty());
}

TEST_CASE_METHOD(SsmWorld, "a name without other slashes may have one in front, or none", "[ssm]") {
  for (const std::string made : {"plain", "/plain"}) {
    put(made, "v");
    for (const char* name : {"plain", "/plain"}) {
      INFO(made << " read as " << name);
      CHECK(call("ssm", "GetParameter", {{"Name", name}}).at("Parameter").at("Name") == name);
    }
    const char* arn = "arn:aws:ssm:us-east-1:000000000000:parameter/plain";
    CHECK(call("ssm", "GetParameter", {{"Name", arn}}).at("Parameter").at("Name") == json::value(made));
    CHECK(call("ssm", "GetParametersByPath", {{"Path", "/"}}).at("Parameters").as_array().size() == 1);
    call("ssm", "DeleteParameter", {{"Name", made == "plain" ? "/plain" : "plain"}});
    CHECK(refusal("ssm", "GetParameter", json::object{{"Name", made}}) ==
          "ParameterNotFound: Parameter " + made + " not found.");
  }
}

TEST_CASE_METHOD(SsmWorld, "a name with other slashes has one in front, and none twice", "[ssm]") {
  put("/a/b", "v");
  for (const char* name : {"/a//b", "a/b"}) {
    CHECK(refusal("ssm", "GetParameter", json::object{{"Name", name}})
              .starts_with("ValidationException: Parameter name: can't be prefixed with \"ssm\""));
    CHECK(refusal("ssm", "GetParameters", json::object{{"Names", json::array{name}}})
              .starts_with("ValidationException: Parameter name: can't be prefixed with \"ssm\""));
  }
}

TEST_CASE_METHOD(SsmWorld, "parameters below a path are found by a label", "[ssm]") {
  put("/a/b", "v");
  put("/a/c", "v");
  call("ssm", "LabelParameterVersion",
       json::object{{"Name", "/a/b"}, {"ParameterVersion", 1}, {"Labels", json::array{"latest"}}});
  const json::array filters{json::object{{"Key", "Label"}, {"Values", json::array{"latest"}}}};
  const json::object found =
      call("ssm", "GetParametersByPath", json::object{{"Path", "/a"}, {"ParameterFilters", filters}});
  REQUIRE(found.at("Parameters").as_array().size() == 1);
  CHECK(found.at("Parameters").at(0).at("Name") == "/a/b");
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
  CHECK(described[0].at("LastModifiedUser") == "arn:aws:iam::000000000000:root");
}

TEST_CASE_METHOD(SsmWorld, "the versions of a parameter are remembered, and can be labelled", "[ssm]") {
  put("p", "one", {{"Description", "d"}});
  put("p", "two", {{"Overwrite", true}});
  const auto label = [&](int version, const char* name) {
    return call("ssm", "LabelParameterVersion",
                json::object{{"Name", "p"}, {"ParameterVersion", version}, {"Labels", {name}}});
  };
  CHECK(label(1, "old") == parse("{'InvalidLabels': [], 'ParameterVersion': 1}"));
  CHECK(label(2, "9x").at("InvalidLabels") == parse("['9x']"));
  CHECK(label(2, "awsx").at("InvalidLabels") == parse("['awsx']"));
  CHECK(call("ssm", "GetParameter", json::object{{"Name", "p:old"}}).at("Parameter").at("Value") == "one");
  const auto history =
      call("ssm", "GetParameterHistory", json::object{{"Name", "p"}}).at("Parameters").as_array();
  for (const char* token : {"-9223372036854775808", "99", "x"})
    CHECK(refusal("ssm", "GetParameterHistory", {{"Name", "p"}, {"NextToken", token}}) ==
          "InvalidNextToken: The specified token isn't valid.");
  REQUIRE(history.size() == 2);
  CHECK(history[0].at("Labels") == parse("['old']"));
  CHECK(history[0].at("Value") == "one");
  CHECK(history[1].at("Description") == "d");
  CHECK(refusal("ssm", "LabelParameterVersion",
                json::object{{"Name", "p"}, {"ParameterVersion", 5}, {"Labels", {"x"}}})
            .starts_with("ParameterVersionNotFound"));
  const json::object unlabel{{"Name", "p"}, {"ParameterVersion", 1}, {"Labels", {"old", "none"}}};
  CHECK(call("ssm", "UnlabelParameterVersion", unlabel) ==
        parse("{'RemovedLabels': ['old'], 'InvalidLabels': ['none']}"));
  CHECK(refusal("ssm", "GetParameter", json::object{{"Name", "p:old"}})
            .starts_with("ParameterVersionNotFound"));
  call("ssm", "DeleteParameter", json::object{{"Name", "p"}});
  CHECK_FALSE(store->scan(Key("ssm")).valid());
}

TEST_CASE_METHOD(SsmWorld, "parameters have tags", "[ssm]") {
  put("p", "v", {{"Tags", parse("[{'Key': 'a', 'Value': '1'}]")}});
  const auto tags = [&](const char* type = "Parameter", const char* id = "p") {
    return json::object{{"ResourceType", type}, {"ResourceId", id}};
  };
  auto more = tags();
  more["Tags"] = parse("[{'Key': 'b', 'Value': '2'}]");
  call("ssm", "AddTagsToResource", more);
  CHECK(call("ssm", "ListTagsForResource", tags()).at("TagList") ==
        parse("[{'Key': 'a', 'Value': '1'}, {'Key': 'b', 'Value': '2'}]"));
  auto less = tags();
  less["TagKeys"] = parse("['a']");
  call("ssm", "RemoveTagsFromResource", less);
  put("p", "w", {{"Overwrite", true}});
  CHECK(call("ssm", "ListTagsForResource", tags()).at("TagList") == parse("[{'Key': 'b', 'Value': '2'}]"));
  CHECK(refusal("ssm", "ListTagsForResource", tags("Parameter", "none")).starts_with("InvalidResourceId"));
  CHECK(refusal("ssm", "ListTagsForResource", tags("Thing")).starts_with("InvalidResourceType"));
  CHECK(refusal("ssm", "PutParameter",
                json::object{{"Name", "p"}, {"Value", "v"}, {"Overwrite", true}, {"Tags", parse("[]")}})
            .starts_with("ValidationException: Invalid request: tags and overwrite can't be used together."));
}

TEST_CASE_METHOD(SsmWorld, "parameters are described as filters want them", "[ssm]") {
  put("/foo/a", "v");
  put("/foo/b/c", "v", {{"Type", "SecureString"}});
  put("tangram", "v", {{"Tags", parse("[{'Key': 'k', 'Value': 'one'}]")}});
  put("/tangent", "v", {{"Type", "StringList"}});
  struct {
    const char* filter;
    const char* names;
  } const cases[] = {
      {"{'Key':'Name','Values':['/tangram']}", "tangram "},
      {"{'Key':'Name','Option':'BeginsWith','Values':['tang']}", "/tangent tangram "},
      {"{'Key':'Name','Option':'Contains','Values':['oo/b']}", "/foo/b/c "},
      {"{'Key':'Path','Values':['/foo']}", "/foo/a "},
      {"{'Key':'Path','Values':['/']}", "/tangent tangram "},
      {"{'Key':'Path','Option':'Recursive','Values':['/foo/']}", "/foo/a /foo/b/c "},
      {"{'Key':'Type','Values':['StringList','SecureString']}", "/foo/b/c /tangent "},
      {"{'Key':'KeyId','Values':['alias/aws/ssm']}", "/foo/b/c "},
      {"{'Key':'tag:k'}", "tangram "},
      {"{'Key':'tag:k','Option':'BeginsWith','Values':['o']}", "tangram "},
      {"{'Key':'tag:k','Values':['two']}", ""},
      {"{'Key':'key','Values':['x']}", "ValidationException"},
      {"{'Key':'Label','Values':['x']}", "InvalidFilterKey"},
      {"{'Key':'Name'}", "InvalidFilterValue"},
      {"{'Key':'Type','Values':['x']}", "InvalidFilterValue"},
      {"{'Key':'Path','Option':'Equals','Values':['/x']}", "InvalidFilterOption"},
      {"{'Key':'Path','Values':['x']}", "ValidationException"},
      {"{'Key':'Path','Values':['/aws']}", "ValidationException"},
  };
  for (const auto& item : cases) {
    INFO(item.filter);
    const json::object input{{"ParameterFilters", json::array{parse(item.filter)}}};
    if (std::string_view(item.names).find("tion") != std::string_view::npos ||
        std::string_view(item.names).starts_with("Invalid")) {
      CHECK(refusal("ssm", "DescribeParameters", input).starts_with(item.names));
      continue;
    }
    std::string names;
    const json::object found = call("ssm", "DescribeParameters", input);
    for (const auto& one : found.at("Parameters").as_array())
      names += std::string(view(one.at("Name").as_string())) + " ";
    CHECK(names == item.names);
  }
}

TEST_CASE_METHOD(SsmWorld, "names that are taken are refused in AWS's words", "[ssm]") {
  const auto refused = [&](const char* name) {
    return refusal("ssm", "PutParameter", json::object{{"Name", name}, {"Value", "v"}, {"Type", "String"}});
  };
  CHECK(refused("AWS_x") ==
        "ValidationException: Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive).");
  CHECK(refused("/aws/x") == "AccessDeniedException: No access to reserved parameter name: /aws/x.");
  CHECK(refused("/ssm/x").starts_with("ValidationException: Parameter name: can't be prefixed with \"ssm\""));
  CHECK(refused("a/b") == "ValidationException: Parameter name must be a fully qualified name.");
}

TEST_CASE_METHOD(SsmWorld, "parameters are asked for by up to ten names, each once, and described in tens",
                 "[ssm]") {
  json::array names;
  for (int i = 0; i < 11; ++i) {
    put(("p" + std::to_string(i)).c_str(), "v");
    names.push_back(json::string("p" + std::to_string(i)));
  }
  for (const char* operation : {"GetParameters", "DeleteParameters"}) {
    CHECK(refusal("ssm", operation, json::object{{"Names", names}}) ==
          "ValidationException: 1 validation error detected: Value '[p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, "
          "p10]' at "
          "'names' failed to satisfy constraint: Member must have length less than or equal to 10");
    CHECK(refusal("ssm", operation, json::object{{"Names", json::array()}}) ==
          "ValidationException: 1 validation error detected: Value '[]' at 'names' failed to satisfy "
          "constraint: "
          "Member must have length greater than or equal to 1");
  }
  const auto twice = call("ssm", "GetParameters", json::object{{"Names", {"p1", "none", "p1", "none"}}});
  CHECK(twice.at("Parameters").as_array().size() == 1);
  CHECK(twice.at("InvalidParameters") == parse("['none']"));
  const auto first = call("ssm", "DescribeParameters");
  CHECK(first.at("Parameters").as_array().size() == 10);
  CHECK(call("ssm", "DescribeParameters", json::object{{"NextToken", first.at("NextToken")}})
            .at("Parameters")
            .as_array()
            .size() == 1);
}

TEST_CASE_METHOD(SsmWorld, "a deleted parameter is gone", "[ssm]") {
  put("a", "v");
  put("b", "v");
  call("ssm", "DeleteParameter", json::object{{"Name", "a"}});
  CHECK(refusal("ssm", "DeleteParameter", json::object{{"Name", "a"}}).starts_with("ParameterNotFound"));
  const auto answer = call("ssm", "DeleteParameters", json::object{{"Names", {"a", "b"}}});
  CHECK(answer == parse("{'DeletedParameters': ['b'], 'InvalidParameters': ['a']}"));
}

TEST_CASE_METHOD(SsmWorld, "a value is what its pattern says, as a whole and in every version", "[ssm]") {
  put("/most", "100", {{"AllowedPattern", R"(\d{1,4})"}});
  CHECK(
      refusal("ssm", "PutParameter", {{"Name", "/most"}, {"Value", "10,000"}, {"Overwrite", true}}) ==
      R"(ParameterPatternMismatchException: Parameter value, cannot be validated against allowedPattern: \d{1,4})");
  CHECK(call("ssm", "GetParameterHistory", {{"Name", "/most"}}).at("Parameters").as_array().size() == 1);
  put("/most", "200", {{"Overwrite", true}});
  put("/most", "any", {{"Overwrite", true}, {"AllowedPattern", ""}});
  CHECK(refusal("ssm", "PutParameter",
                {{"Name", "/x"}, {"Value", "v"}, {"Type", "String"}, {"AllowedPattern", "["}})
            .starts_with("InvalidAllowedPatternException"));
}

}  // namespace orrery
