#include "core/account.h"
#include "core/protocol/aws_query.h"
#include "tests/services/iam/iam_world.h"

namespace orrery {
TEST_CASE_METHOD(IamWorld, "a role is shown as it was made, its document encoded", "[iam]") {
  const auto role = make_role("worker", "/service/");
  CHECK(role.at("Arn") == "arn:aws:iam::123456789012:role/service/worker");
  CHECK(role.at("CreateDate") == "2026-01-01T00:00:00Z");
  CHECK_FALSE(role.contains("MaxSessionDuration"));
  CHECK(std::string(view(role.at("RoleId").as_string())).starts_with("AROA"));
  CHECK(
      std::string(view(role.at("AssumeRolePolicyDocument").as_string())).starts_with("%7B%22Version%22%3A"));
  const json::value whole = call("iam", "GetRole", json::object{{"RoleName", "worker"}}).at("Role");
  CHECK(whole.at("MaxSessionDuration") == 3600);
  CHECK(whole.at("RoleLastUsed") == json::object());
  const json::value listed = call("iam", "ListRoles").at("Roles").at(0);
  CHECK(listed.at("MaxSessionDuration") == 3600);
  CHECK_FALSE(listed.as_object().contains("RoleLastUsed"));
  context.region = "eu-west-1";  // IAM is global
  CHECK(call("iam", "GetRole", json::object{{"RoleName", "worker"}}).at("Role") == whole);
  context.account = "999999999999";
  CHECK(refusal("iam", "GetRole", json::object{{"RoleName", "worker"}}) ==
        "NoSuchEntity: The role with name worker cannot be found.");
}

TEST_CASE_METHOD(IamWorld, "what is wrong with a role is said in AWS's words", "[iam]") {
  make_role("r");
  const auto create = [&](json::object input) { return refusal("iam", "CreateRole", std::move(input)); };
  CHECK(create({{"RoleName", "r"}, {"AssumeRolePolicyDocument", trust}}) ==
        "EntityAlreadyExists: Role with name r already exists.");
  CHECK(create({{"RoleName", "a b"}, {"AssumeRolePolicyDocument", trust}}) ==
        "ValidationError: The specified value for roleName is invalid. It must contain only alphanumeric "
        "characters "
        "and/or the following: +=,.@_-");
  CHECK(create({{"RoleName", "x"}, {"AssumeRolePolicyDocument", "x"}}) ==
        "MalformedPolicyDocument: This policy contains invalid Json");
  CHECK(refusal("iam", "DeleteRole", json::object{{"RoleName", "x"}}) ==
        "NoSuchEntity: The role with name x cannot be found.");
}

TEST_CASE_METHOD(IamWorld, "who may assume a role is said with actions of STS and no resource", "[iam]") {
  const auto create = [this](const std::string& statement) {
    return refusal(
        "iam", "CreateRole",
        json::object{{"RoleName", "r"}, {"AssumeRolePolicyDocument", R"({"Statement":)" + statement + "}"}});
  };
  CHECK(create(R"({"Effect":"Allow","Action":"sts:InvalidAction"})") ==
        "MalformedPolicyDocument: AssumeRole policy may only specify STS AssumeRole actions.");
  CHECK(create(R"([{"Effect":"Allow","Action":["sts:AssumeRole","s3:Get"]}])") ==
        "MalformedPolicyDocument: AssumeRole policy may only specify STS AssumeRole actions.");
  CHECK(create(R"({"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"})") ==
        "MalformedPolicyDocument: Has prohibited field Resource");
  call("iam", "CreateRole",
       json::object{
           {"RoleName", "r"},
           {"AssumeRolePolicyDocument",
            R"({"Statement":{"Effect":"Allow","Action":["STS:AssumeRole","sts:TagSession","sts:*"]}})"}});
}

TEST_CASE_METHOD(IamWorld, "a version of a policy is named v and a number", "[iam]") {
  const std::string arn = make_policy("p");
  for (const char* operation : {"GetPolicyVersion", "SetDefaultPolicyVersion", "DeletePolicyVersion"}) {
    const auto refused = [&](const std::string& policy, const char* id) {
      return refusal("iam", operation, json::object{{"PolicyArn", policy}, {"VersionId", id}});
    };
    for (const char* id : {"", "1", "v0", "v", "v1x", "v1._"}) {
      INFO(id);
      CHECK(
          refused(arn, id) ==
          "ValidationError: 1 validation error detected: Value at 'versionId' failed to satisfy constraint: "
          "Member must satisfy regular expression pattern: v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?");
    }
    CHECK(refused(arn, "v9") ==
          "NoSuchEntity: Policy " + arn + " version v9 does not exist or is not attachable.");
    CHECK(refused(arn + "x", "v1") ==
          "NoSuchEntity: Policy " + arn + "x version v1 does not exist or is not attachable.");
  }
}

TEST_CASE_METHOD(IamWorld, "new tags are few, short and different", "[iam]") {
  const std::string arn = make_policy("p");
  const auto refused = [&](json::array tags) {
    return refusal("iam", "TagPolicy", json::object{{"PolicyArn", arn}, {"Tags", std::move(tags)}});
  };
  const auto tag = [](const std::string& key, const std::string& value = "v") {
    return json::object{{"Key", key}, {"Value", value}};
  };
  const std::string constraint = "ValidationError: 1 validation error detected: Value at 'tags";
  CHECK(refused(json::array(51, tag("k"))) ==
        constraint + "' failed to satisfy constraint: Member must have length less than or equal to 50");
  CHECK(refused({tag("k"), tag("k")}) == "InvalidInput: Duplicate tag keys found.");
  CHECK(refused({tag(std::string(129, 'k'))}) ==
        constraint +
            ".1.member.key' failed to satisfy constraint: Member must have length less than or equal to 128");
  CHECK(
      refused({tag("k", std::string(257, 'v'))}) ==
      constraint +
          ".1.member.value' failed to satisfy constraint: Member must have length less than or equal to 256");
  CHECK(refused({tag("NOWAY!")}) ==
        constraint +
            ".1.member.key' failed to satisfy constraint: Member must satisfy regular "
            "expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+");
  call("iam", "TagPolicy",
       json::object{{"PolicyArn", arn}, {"Tags", json::array{tag("b"), tag("a"), tag("A")}}});
  const json::object first = call("iam", "ListPolicyTags", json::object{{"PolicyArn", arn}, {"MaxItems", 2}});
  CHECK(first.at("Tags") == json::array{tag("A"), tag("a")});
  CHECK(first.at("IsTruncated") == true);
  const json::object rest =
      call("iam", "ListPolicyTags", json::object{{"PolicyArn", arn}, {"Marker", first.at("Marker")}});
  CHECK(rest.at("Tags") == json::array{tag("b")});
}

TEST_CASE_METHOD(IamWorld, "a role goes only when nothing hangs on it", "[iam]") {
  make_role("r");
  const json::object role{{"RoleName", "r"}};
  const auto arn = make_policy("p");
  const json::object attached{{"RoleName", "r"}, {"PolicyArn", arn}};
  call("iam", "AttachRolePolicy", attached);
  call("iam", "PutRolePolicy",
       json::object{{"RoleName", "r"}, {"PolicyName", "i"}, {"PolicyDocument", document}});
  call("iam", "CreateInstanceProfile", json::object{{"InstanceProfileName", "ip"}});
  call("iam", "AddRoleToInstanceProfile", json::object{{"InstanceProfileName", "ip"}, {"RoleName", "r"}});
  CHECK(refusal("iam", "DeleteRole", role) ==
        "DeleteConflict: Cannot delete entity, must detach all policies first.");
  CHECK(refusal("iam", "DeletePolicy", json::object{{"PolicyArn", arn}}) ==
        "DeleteConflict: Cannot delete a policy attached to entities.");
  call("iam", "DetachRolePolicy", attached);
  CHECK(refusal("iam", "DeleteRole", role) ==
        "DeleteConflict: Cannot delete entity, must delete policies first.");
  call("iam", "DeleteRolePolicy", json::object{{"RoleName", "r"}, {"PolicyName", "i"}});
  CHECK(refusal("iam", "DeleteRole", role) ==
        "DeleteConflict: Cannot delete entity, must remove roles from instance profile first.");
  call("iam", "RemoveRoleFromInstanceProfile",
       json::object{{"InstanceProfileName", "ip"}, {"RoleName", "r"}});
  call("iam", "DeleteRole", role);
  call("iam", "DeletePolicy", json::object{{"PolicyArn", arn}});
  call("iam", "DeleteInstanceProfile", json::object{{"InstanceProfileName", "ip"}});
  CHECK(call("iam", "ListRoles").at("Roles").as_array().empty());
}

TEST_CASE_METHOD(IamWorld, "roles and users carry policies alike", "[iam]") {
  make_role("n");
  call("iam", "CreateUser", json::object{{"UserName", "n"}});
  const auto arn = make_policy("p");
  for (const std::string kind : {"Role", "User"}) {
    const std::string name = kind + "Name";
    const json::object base{{name, "n"}};
    const auto with = [&](json::object more) {
      more[name] = "n";
      return more;
    };
    call("iam", "Put" + kind + "Policy", with({{"PolicyName", "i"}, {"PolicyDocument", document}}));
    CHECK(call("iam", "Get" + kind + "Policy", with({{"PolicyName", "i"}})).at("PolicyDocument") ==
          document_in_answers);
    CHECK(call("iam", "List" + kind + "Policies", base).at("PolicyNames") == parse("['i']"));
    CHECK(refusal("iam", "Get" + kind + "Policy", with({{"PolicyName", "none"}})) ==
          "NoSuchEntity: The " + std::string(kind == "Role" ? "role" : "user") +
              " policy with name none cannot be found.");
    call("iam", "Attach" + kind + "Policy", with({{"PolicyArn", arn}}));
    call("iam", "Attach" + kind + "Policy",
         with({{"PolicyArn", "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"}}));
    const auto attached =
        call("iam", "ListAttached" + kind + "Policies", base).at("AttachedPolicies").as_array();
    REQUIRE(attached.size() == 2);
    CHECK(attached[1].at("PolicyName") == "AWSLambdaBasicExecutionRole");
    CHECK(refusal("iam", "Attach" + kind + "Policy",
                  with({{"PolicyArn", "arn:aws:iam::123456789012:policy/none"}})) ==
          "NoSuchEntity: Policy arn:aws:iam::123456789012:policy/none does not exist or is not attachable.");
    call("iam", "Tag" + kind,
         with({{"Tags", parse("[{'Key': 'a', 'Value': '1'}, {'Key': 'b', 'Value': '2'}]")}}));
    call("iam", "Untag" + kind, with({{"TagKeys", {"a"}}}));
    CHECK(call("iam", "List" + kind + "Tags", base).at("Tags") == parse("[{'Key': 'b', 'Value': '2'}]"));
  }
  CHECK(call("iam", "GetPolicy", json::object{{"PolicyArn", arn}}).at("Policy").at("AttachmentCount") == 2);
}

TEST_CASE_METHOD(IamWorld, "a policy has up to five versions and one default", "[iam]") {
  const auto arn = make_policy("p");
  const json::object version{{"PolicyArn", arn}, {"PolicyDocument", document}, {"SetAsDefault", true}};
  for (int i = 2; i <= 5; ++i) {
    CHECK(call("iam", "CreatePolicyVersion", version).at("PolicyVersion").at("VersionId") ==
          json::string("v" + std::to_string(i)));
  }
  CHECK(refusal("iam", "CreatePolicyVersion", version).starts_with("LimitExceeded"));
  CHECK(call("iam", "GetPolicy", json::object{{"PolicyArn", arn}}).at("Policy").at("DefaultVersionId") ==
        "v5");
  CHECK(refusal("iam", "DeletePolicyVersion", json::object{{"PolicyArn", arn}, {"VersionId", "v5"}})
            .starts_with("DeleteConflict"));
  for (const char* id : {"v1", "v2", "v3", "v4"}) {
    call("iam", "DeletePolicyVersion", json::object{{"PolicyArn", arn}, {"VersionId", id}});
  }
  CHECK(call("iam", "CreatePolicyVersion", version).at("PolicyVersion").at("VersionId") == "v6");
  CHECK(
      call("iam", "ListPolicyVersions", json::object{{"PolicyArn", arn}}).at("Versions").as_array().size() ==
      2);
  CHECK(call("iam", "GetPolicyVersion", json::object{{"PolicyArn", arn}, {"VersionId", "v6"}})
            .at("PolicyVersion")
            .at("Document") == document_in_answers);
}

TEST_CASE_METHOD(IamWorld, "AWS's own policies are there without having been made", "[iam]") {
  const json::object arn{{"PolicyArn", "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"}};
  const auto policy = call("iam", "GetPolicy", arn).at("Policy").as_object();
  CHECK(policy.at("PolicyName") == "AWSLambdaBasicExecutionRole");
  CHECK(policy.at("Path") == "/service-role/");
  auto version = arn;
  version["VersionId"] = policy.at("DefaultVersionId");
  CHECK(call("iam", "GetPolicyVersion", version).at("PolicyVersion").at("IsDefaultVersion") == true);
}

TEST_CASE_METHOD(IamWorld, "roles are listed in pages and by path", "[iam]") {
  for (const char* name : {"a", "b", "c"}) make_role(name, *name == 'b' ? "/x/" : "/");
  const auto first = call("iam", "ListRoles", json::object{{"MaxItems", 2}});
  CHECK(first.at("Roles").as_array().size() == 2);
  CHECK(first.at("IsTruncated") == true);
  const auto second = call("iam", "ListRoles", json::object{{"Marker", first.at("Marker")}});
  CHECK(second.at("Roles").as_array().size() == 1);
  CHECK(second.at("IsTruncated") == false);
  CHECK(call("iam", "ListRoles", json::object{{"PathPrefix", "/x/"}}).at("Roles").as_array().size() == 1);
}

TEST_CASE_METHOD(IamWorld, "an access key carries its account", "[iam]") {
  call("iam", "CreateUser", json::object{{"UserName", "u"}});
  const auto key =
      call("iam", "CreateAccessKey", json::object{{"UserName", "u"}}).at("AccessKey").as_object();
  const std::string id(view(key.at("AccessKeyId").as_string()));
  CHECK(decode_account(id) == "123456789012");
  CHECK(refusal("iam", "DeleteUser", json::object{{"UserName", "u"}}).starts_with("DeleteConflict"));
  call("iam", "DeleteAccessKey", json::object{{"UserName", "u"}, {"AccessKeyId", id}});
  call("iam", "DeleteUser", json::object{{"UserName", "u"}});
}

TEST_CASE_METHOD(IamWorld, "a role is made over the Query protocol", "[iam]") {
  const auto& wire = *iam.info().wires.query;
  const auto result =
      call("iam", "CreateRole",
           protocol::read_query(wire,
                                "Action=CreateRole&RoleName=r&AssumeRolePolicyDocument=%7B%22Statement%22%3A"
                                "%5B%5D%7D&Tags.member.1.Key=a&Tags.member.1.Value=b"));
  const auto xml = protocol::write_query(wire, "CreateRole", result, "id");
  CHECK(xml.find("<CreateRoleResult><Role><Path>/</Path><RoleName>r</RoleName>") != std::string::npos);
  CHECK(xml.find("<Tags><member><Key>a</Key><Value>b</Value></member></Tags>") != std::string::npos);
}

}  // namespace orrery
