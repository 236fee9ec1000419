#include "services/ecr/ecr.h"
#include "tests/world.h"

namespace orrery {
namespace {

struct EcrWorld : World {
  EcrWorld() { directory.add(ecr); }
  Ecr ecr{core};
};

const json::object jobs{{"repositoryName", "jobs"}};

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
  call("ecr", "PutLifecyclePolicy", json::object{{"repositoryName", "jobs"}, {"lifecyclePolicyText", "{}"}});
  call("ecr", "SetRepositoryPolicy", json::object{{"repositoryName", "jobs"}, {"policyText", "{\"a\":1}"}});
  CHECK(call("ecr", "GetLifecyclePolicy", jobs).at("lifecyclePolicyText") == "{}");
  CHECK(call("ecr", "GetRepositoryPolicy", jobs).at("policyText") == "{\"a\":1}");
  const json::object arn{{"resourceArn", made.at("repository").at("repositoryArn")}};
  CHECK(call("ecr", "ListTagsForResource", arn).at("tags").as_array().size() == 1);
}

TEST_CASE_METHOD(EcrWorld, "a token is for the caller's registry", "[ecr]") {
  const auto answer = call("ecr", "GetAuthorizationToken");
  CHECK(answer.at("authorizationData").at(0).at("proxyEndpoint") ==
        "https://000000000000.dkr.ecr.us-east-1.amazonaws.com");
}

}  // namespace orrery
