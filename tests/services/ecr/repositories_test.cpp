#include "services/ecr/ecr.h"
#include "tests/world.h"

namespace orrery {
namespace {

struct EcrWorld : World {
  EcrWorld() { directory.add(ecr); }
  Ecr ecr{core};
};

const json::object jobs{{"repositoryName", "jobs"}};
constexpr char lifecycle[] =
    R"({"rules":[{"rulePriority":1,"selection":{"tagStatus":"any","countType":"imageCountMoreThan",)"
    R"("countNumber":1},"action":{"type":"expire"}}]})";
constexpr char policy[] =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:*"}]})";

}  // namespace

TEST_CASE_METHOD(EcrWorld, "a repository is there from its creation to its deletion", "[ecr]") {
  CHECK(refusal("ecr", "DescribeRepositories", json::object{{"repositoryNames", json::array{"jobs"}}}) ==
        "RepositoryNotFoundException: The repository with name 'jobs' does not exist in the registry with id "
        "'000000000000'");
  const auto made = call("ecr", "CreateRepository", jobs);
  CHECK(made.at("repository").at("repositoryUri") == "000000000000.dkr.ecr.us-east-1.amazonaws.com/jobs");
  CHECK(refusal("ecr", "CreateRepository", jobs).starts_with("RepositoryAlreadyExistsException"));
  CHECK(call("ecr", "DescribeRepositories").at("repositories").as_array().size() == 1);
  CHECK(call("ecr", "ListImages", jobs).at("imageIds").as_array().empty());
  CHECK(call("ecr", "DescribeImages", jobs).at("imageDetails").as_array().empty());
  call("ecr", "DeleteRepository", jobs);
  CHECK(refusal("ecr", "DeleteRepository", jobs).starts_with("RepositoryNotFoundException"));
}

TEST_CASE_METHOD(EcrWorld, "policies and tags of a repository are kept", "[ecr]") {
  json::object with_tags = jobs;
  with_tags["tags"] = json::array{json::object{{"Key", "a"}, {"Value", "b"}}};
  const auto made = call("ecr", "CreateRepository", with_tags);
  CHECK(refusal("ecr", "GetLifecyclePolicy", jobs).starts_with("LifecyclePolicyNotFoundException"));
  CHECK(refusal("ecr", "GetRepositoryPolicy", jobs).starts_with("RepositoryPolicyNotFoundException"));
  call("ecr", "PutLifecyclePolicy",
       json::object{{"repositoryName", "jobs"}, {"lifecyclePolicyText", lifecycle}});
  call("ecr", "SetRepositoryPolicy", json::object{{"repositoryName", "jobs"}, {"policyText", policy}});
  CHECK(call("ecr", "GetLifecyclePolicy", jobs).at("lifecyclePolicyText") == lifecycle);
  CHECK(call("ecr", "GetRepositoryPolicy", jobs).at("policyText") == policy);
  const json::object arn{{"resourceArn", made.at("repository").at("repositoryArn")}};
  CHECK(call("ecr", "ListTagsForResource", arn).at("tags").as_array().size() == 1);
}

TEST_CASE_METHOD(EcrWorld, "what was put upon a repository is changed and taken away", "[ecr]") {
  const auto made = call("ecr", "CreateRepository", jobs);
  call("ecr", "PutLifecyclePolicy",
       json::object{{"repositoryName", "jobs"}, {"lifecyclePolicyText", lifecycle}});
  call("ecr", "SetRepositoryPolicy", json::object{{"repositoryName", "jobs"}, {"policyText", policy}});
  CHECK(call("ecr", "DeleteLifecyclePolicy", jobs).at("lifecyclePolicyText") == lifecycle);
  CHECK(refusal("ecr", "DeleteLifecyclePolicy", jobs).starts_with("LifecyclePolicyNotFoundException"));
  CHECK(call("ecr", "DeleteRepositoryPolicy", jobs).at("policyText") == policy);
  CHECK(refusal("ecr", "DeleteRepositoryPolicy", jobs).starts_with("RepositoryPolicyNotFoundException"));
  call("ecr", "PutImageTagMutability",
       json::object{{"repositoryName", "jobs"}, {"imageTagMutability", "IMMUTABLE"}});
  call("ecr", "PutImageScanningConfiguration",
       json::object{{"repositoryName", "jobs"}, {"imageScanningConfiguration", {{"scanOnPush", true}}}});
  const auto shown = call("ecr", "DescribeRepositories").at("repositories").at(0);
  CHECK(shown.at("imageTagMutability") == "IMMUTABLE");
  CHECK(shown.at("imageScanningConfiguration").at("scanOnPush") == true);
  const auto arn = made.at("repository").at("repositoryArn");
  call("ecr", "TagResource",
       json::object{{"resourceArn", arn},
                    {"tags", parse("[{'Key':'a','Value':'b'},{'Key':'c','Value':'d'}]")}});
  call("ecr", "UntagResource", json::object{{"resourceArn", arn}, {"tagKeys", json::array{"a"}}});
  CHECK(call("ecr", "ListTagsForResource", json::object{{"resourceArn", arn}}).at("tags") ==
        parse("[{'Key':'c','Value':'d'}]"));
}

TEST_CASE_METHOD(EcrWorld, "images that are asked for are told to be missing", "[ecr]") {
  call("ecr", "CreateRepository", jobs);
  const json::object asked{{"repositoryName", "jobs"}, {"imageIds", parse("[{'imageTag':'latest'}]")}};
  for (const char* operation : {"BatchGetImage", "BatchDeleteImage"})
    CHECK(call("ecr", operation, asked).at("failures").at(0).at("failureCode") == "ImageNotFound");
}

TEST_CASE_METHOD(EcrWorld, "repositories come in pages", "[ecr]") {
  for (const char* name : {"aa", "bb", "cc"})
    call("ecr", "CreateRepository", json::object{{"repositoryName", name}});
  const auto first = call("ecr", "DescribeRepositories", json::object{{"maxResults", 2}});
  CHECK(first.at("repositories").as_array().size() == 2);
  const auto rest = call("ecr", "DescribeRepositories",
                         json::object{{"maxResults", 2}, {"nextToken", first.at("nextToken")}});
  CHECK(rest.at("repositories").at(0).at("repositoryName") == "cc");
  CHECK_FALSE(rest.contains("nextToken"));
}

TEST_CASE_METHOD(EcrWorld, "names and policies that are none are refused in AWS's words", "[ecr]") {
  for (const char* name : {"Not-A-Name", "a//b", "a/", "a...b", "a._b", "-a"}) {
    INFO(name);
    CHECK(refusal("ecr", "CreateRepository", {{"repositoryName", name}}) ==
          R"(InvalidParameterException: Invalid parameter at 'repositoryName' failed to satisfy constraint: )"
          R"('must satisfy regular expression '[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)"
          R"((/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*'')");
  }
  for (const char* name : {"a1", "team/app.web", "a--b__c"})
    call("ecr", "CreateRepository", {{"repositoryName", name}});
  for (const char* text : {"no policy", "[]", "{}"}) {
    INFO(text);
    CHECK(
        refusal("ecr", "SetRepositoryPolicy", {{"repositoryName", "a1"}, {"policyText", text}}) ==
        "InvalidParameterException: Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid "
        "repository policy provided'");
  }
  for (const auto& [text, why] :
       {std::pair("no policy", "Could not map policyString into LifecyclePolicy."),
        {R"({"rules":[1]})", "Could not map policyString into LifecyclePolicy."},
        {"{}", R"(object has missing required properties (["rules"]))"},
        {R"({"rules":[{"rulePriority":1,"selection":{}}]})",
         R"(object has missing required properties (["action"]))"},
        {R"({"rules":[{"rulePriority":1,"action":{"type":"expire"},"selection":{"tagStatus":"any"}}]})",
         R"(object has missing required properties (["countNumber","countType"]))"}}) {
    INFO(text);
    CHECK(
        refusal("ecr", "PutLifecyclePolicy", {{"repositoryName", "a1"}, {"lifecyclePolicyText", text}}) ==
        "InvalidParameterException: Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: "
        "'Lifecycle policy validation failure: " +
            std::string(why) + "'");
  }
}

TEST_CASE_METHOD(EcrWorld, "a token is for the caller's registry", "[ecr]") {
  const auto answer = call("ecr", "GetAuthorizationToken");
  CHECK(answer.at("authorizationData").at(0).at("proxyEndpoint") ==
        "https://000000000000.dkr.ecr.us-east-1.amazonaws.com");
}

TEST_CASE_METHOD(EcrWorld, "a later tag of the same key wins", "[ecr]") {
  const json::value arn = call("ecr", "CreateRepository", jobs).at("repository").at("repositoryArn");
  call("ecr", "TagResource",
       {{"resourceArn", arn}, {"tags", parse("[{'Key': 'a', 'Value': '1'}, {'Key': 'b'}]")}});
  call("ecr", "TagResource", {{"resourceArn", arn}, {"tags", parse("[{'Key': 'a', 'Value': '2'}, {}]")}});
  call("ecr", "UntagResource", {{"resourceArn", arn}, {"tagKeys", {"b", ""}}});
  CHECK(call("ecr", "ListTagsForResource", {{"resourceArn", arn}}).at("tags") ==
        parse("[{'Key': 'a', 'Value': '2'}]"));
}

}  // namespace orrery
