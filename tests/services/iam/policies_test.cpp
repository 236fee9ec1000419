// What IAM takes as the policy of an identity.
#include "tests/services/iam/iam_world.h"

namespace orrery {
namespace {

constexpr char no_grammar[] = "Syntax errors in policy.";
constexpr char legacy[] = "The policy failed legacy parsing";
constexpr char no_version[] = "Policy document must be version 2012-10-17 or greater.";
constexpr char no_actions[] = "Policy statement must contain actions.";
constexpr char no_resources[] = "Policy statement must contain resources.";
constexpr char no_vendor[] = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
constexpr char two_colons[] = "Actions/Condition can contain only one colon.";

struct Case {
  const char *policy, *refusal;
};

// Of one statement, with single quotes.
struct StatementCase {
  const char *statement, *refusal;
};

std::string quoted(std::string text) {
  std::ranges::replace(text, '\'', '"');
  return text;
}

}  // namespace

struct PoliciesWorld : IamWorld {
  std::string refused(const std::string& policy) {
    return refusal("iam", "CreatePolicy", json::object{{"PolicyName", "p"}, {"PolicyDocument", policy}});
  }
};

TEST_CASE_METHOD(PoliciesWorld, "policies have their sizes and numbers", "[iam]") {
  // A document of so many characters that count, and many that do not.
  const auto sized = [](std::size_t size, std::size_t blank = 9000) {
    const std::string head =
        R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::)";
    return head + std::string(size - head.size() - 3, 'b') + "\"" + std::string(blank, ' ') + "}}";
  };
  const auto limit = [](const std::string& words) { return "LimitExceeded: " + words; };
  CHECK(refused(sized(6145)) == limit("Cannot exceed quota for PolicySize: 6144"));
  call("iam", "CreatePolicy", json::object{{"PolicyName", "p"}, {"PolicyDocument", sized(6144)}});
  std::string who = R"({"Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":")";
  who += std::string(2048 - who.size() - 4, 'p') + "\"}]}";
  const auto role = [&](const std::string& text) {
    return refusal("iam", "CreateRole", json::object{{"RoleName", "t"}, {"AssumeRolePolicyDocument", text}});
  };
  CHECK(role(who + "\n").empty());
  CHECK(role(who.insert(who.find("ppp"), "p")) == limit("Cannot exceed quota for ACLSizePerRole: 2048"));

  make_role("r");
  call("iam", "CreateUser", json::object{{"UserName", "u"}});
  call("iam", "CreateGroup", json::object{{"GroupName", "g"}});
  struct Entity {
    const char *kind, *name;
    std::size_t most;
  };
  for (const Entity& one :
       {Entity{"Role", "r", 10'240}, Entity{"User", "u", 2048}, Entity{"Group", "g", 5120}}) {
    const std::string kind = one.kind;
    CAPTURE(kind);
    const auto put = [&](const char* policy, std::size_t size) {
      return refusal(
          "iam", "Put" + kind + "Policy",
          json::object{{kind + "Name", one.name}, {"PolicyName", policy}, {"PolicyDocument", sized(size)}});
    };
    const std::string word(1, static_cast<char>(std::tolower(kind[0])));
    CHECK(put("a", 1000).empty());
    CHECK(put("b", one.most - 1000).empty());
    CHECK(put("b", one.most - 999) == limit("Maximum policy size of " + std::to_string(one.most) +
                                            " bytes exceeded for " + word + kind.substr(1) + " " + one.name));
    CHECK(put("a", 999).empty());

    const auto attached = [&](int number) {
      return refusal(
          "iam", "Attach" + kind + "Policy",
          json::object{{kind + "Name", one.name}, {"PolicyArn", make_policy(kind + std::to_string(number))}});
    };
    for (int i = 0; i < 10; ++i) CHECK(attached(i).empty());
    CHECK(attached(10) == limit("Cannot exceed quota for PoliciesPer" + kind + ": 10"));
  }

  const auto joined = [&](int number) {
    const std::string group = "g" + std::to_string(number);
    call("iam", "CreateGroup", json::object{{"GroupName", group}});
    return refusal("iam", "AddUserToGroup", json::object{{"GroupName", group}, {"UserName", "u"}});
  };
  for (int i = 0; i < 10; ++i) CHECK(joined(i).empty());
  CHECK(joined(10) == limit("Cannot exceed quota for GroupsPerUser: 10"));
}

TEST_CASE_METHOD(PoliciesWorld, "a policy has a grammar and a version", "[iam]") {
  const Case cases[] = {
      {"no json", no_grammar},
      {"[]", no_grammar},
      {"{'Version':'2012-10-17'}", no_grammar},
      {"{'Version':'2012-10-17','Statement':[]}", no_grammar},
      {"{'Version':'2012-10-17','Statement':['x']}", no_grammar},
      {"{'Version':'2013-10-17','Statement':{'Effect':'Allow','Action':'s3:*','Resource':'*'}}", no_grammar},
      {"{'Version':'2012-10-17','Id':{},'Statement':{'Effect':'Allow','Action':'s3:*','Resource':'*'}}",
       no_grammar},
      {"{'Version':'2012-10-17','More':1,'Statement':{'Effect':'Allow','Action':'s3:*','Resource':'*'}}",
       no_grammar},
      {"{'Version':'2008-10-17','Statement':{'Effect':'Allow','Action':'s3:*','Resource':'*'}}", no_version},
      {"{'Statement':[{'Sid':'a','Effect':'denY'},{'Sid':'a','Effect':'Allow'}]}", no_version},
      {"{'Version':'2012-10-17','Statement':[{'Sid':'a','Effect':'Allow','Action':'s3:*','Resource':'*'},"
       "{'Sid':'a','Effect':'Allow'}]}",
       "Statement IDs (SID) in a single policy must be unique."},
      {"{'Version':'2012-10-17','Statement':[{'Effect':'Deny'},{'Effect':'Allow','Action':'s3:*','Resource':'"
       "*'}]}",
       no_actions},
      {"{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Action':'s3s:Get','Resource':'*'},"
       "{'Effect':'Allow','Action':'s:3:Get','Resource':'*'}]}",
       two_colons},
  };
  for (const Case& one : cases) {
    INFO(one.policy);
    CHECK(refused(quoted(one.policy)) == "MalformedPolicyDocument: " + std::string(one.refusal));
  }
}

TEST_CASE_METHOD(PoliciesWorld, "what is wrong with a statement of a policy is said in AWS's words",
                 "[iam]") {
  const StatementCase cases[] = {
      {"'Effect':'invalid','Action':'s3:*','Resource':'*'", no_grammar},
      {"'Action':'s3:*','Resource':'*'", no_grammar},
      {"'Effect':'Allow','Action':'s3:*','Resource':'*','More':1", no_grammar},
      {"'Sid':{},'Effect':'Allow','Action':'s3:*','Resource':'*'", no_grammar},
      {"'Effect':'Allow','Action':{},'Resource':'*'", no_grammar},
      {"'Effect':'Deny','Action':[[]],'Resource':'*'", no_grammar},
      {"'Effect':'Allow','Action':'s3:*','NotAction':[],'Resource':'*'", no_grammar},
      {"'Effect':'Allow','Action':'s3:*','Resource':'*','NotResource':'*'", no_grammar},
      {"'Effect':'Deny','Action':'s3:*','Resource':['a',{}]", no_grammar},
      {"'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':[]", no_grammar},
      {"'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'Null':'b'}", no_grammar},
      {"'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'x':{'a':'1'}}", no_grammar},
      {"'Effect':'Allow','Resource':'*','Condition':{'DateGreaterThan':{'a':{}}}", no_grammar},
      {"'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'ForAnyValue::StringEquals':{'a':'b'}}",
       no_grammar},
      {"'Effect':'Allow','Principal':'*','Action':'s3:*','Resource':'*'",
       "Policy document should not specify a principal."},
      {"'Effect':'denY','Action':'s3:*','Resource':'*'", legacy},
      {"'Effect':'Allow','Condition':{'DateGreaterThan':{'a':'soon'}}", legacy},
      {"'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'DateLessThan':{'a':'234-13'}}", legacy},
      {"'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'DateLessThan':{'a':'"
       "9223372036854775808'}}",
       legacy},
      {"'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'DateLessThan':{'a':'2016-12-13t2:00:00."
       "5+1'}}",
       legacy},
      {"'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'DateLessThan':{'a':"
       "'2016-12-13t2:00:00.1999999999+10:59'}}",
       legacy},
      {"'Effect':'Allow','Resource':'arn:aws:s3::b'", legacy},
      {"'Effect':'Allow','Action':'s3:*','NotResource':'arn:aws:s3::b'", legacy},
      {"'Effect':'Allow','Action':'s3:*','Resource':'arn:aws::b'", legacy},
      {"'Effect':'Allow','Resource':'*'", no_actions},
      {"'Effect':'Allow','Action':[],'Resource':'*'", no_actions},
      {"'Effect':'Allow','Action':'s:3:Get','Resource':'sdf'",
       "Resource sdf must be in ARN format or \"*\"."},
      {"'Effect':'Allow','Action':'s3:*','Resource':''", "Resource  must be in ARN format or \"*\"."},
      {"'Effect':'Allow','Action':'s3:*','Resource':'a:b'",
       "Partition \"b\" is not valid for resource \"arn:b:*:*:*:*\"."},
      {"'Effect':'Allow','Action':'s3:*','Resource':'a:b:c:d:e:f:g:h'",
       "Partition \"b\" is not valid for resource \"arn:b:c:d:e:f:g:h\"."},
      {"'Effect':'Allow','Action':'s3:*','Resource':'arn:aws'",
       "Resource vendor must be fully qualified and cannot contain regexes."},
      {"'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:s3:us-east-1::b'",
       "Resource arn:aws:s3:us-east-1::b can not contain region information."},
      {"'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:iam:us-east-1::b'",
       "IAM resource arn:aws:iam:us-east-1::b cannot contain region information."},
      {"'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:iam:::b'",
       "IAM resource path must either be \"*\" or start with user/, federated-user/, role/, group/, "
       "instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, "
       "report/, access-report/."},
      {"'Effect':'Allow','Action':'invalid'", no_vendor},
      {"'Effect':'Allow','NotAction':'','Resource':'*'", no_vendor},
      {"'Effect':'Allow','Action':'a a:Get','Resource':'*'", "Vendor a a is not valid"},
      {"'Effect':'Allow','Action':'s3:*'", no_resources},
      {"'Effect':'Allow','Action':'s3:*','Resource':[]", no_resources},
  };
  for (const StatementCase& one : cases) {
    INFO(one.statement);
    CHECK(refused(quoted("{'Version':'2012-10-17','Statement':{" + std::string(one.statement) + "}}")) ==
          "MalformedPolicyDocument: " + std::string(one.refusal));
  }
}

TEST_CASE_METHOD(PoliciesWorld, "policies that real accounts have are taken", "[iam]") {
  const char* statements[] = {
      "'Effect':'Allow','Action':'*','Resource':['arn:aws:s3:::b','*']",
      "'Effect':'Deny','NotAction':'s3.s:Get','NotResource':'arn:aws:invalid-service:us-east-1::x'",
      "'Effect':'Allow','Action':'iam: a b ','Resource':'arn:aws:fdsasf'",
      "'Effect':'Allow','Action':'iam:GetUser','Resource':'arn:aws:iam::*:user/${aws:username}'",
      "'Effect':'Allow','Action':'logs:*','Resource':'arn:*:logs:*:*:*'",
      "'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'Bool':{'aws:SecureTransport':false}}",
      "'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'x':{},'DateGreaterThan':{'a':[]}}",
      "'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'ForAnyValue:StringLikeIfExists':{'a':['"
      "b']}}",
      "'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'DateLessThan':{'a':'2016-12-13T21:20:37."
      "593194+00:00'}}",
      "'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'DateLessThan':{'a':'2016-12-13t2:00:00."
      "5+23'}}",
      "'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'DateLessThan':{'a':['-292275054','01T']}"
      "}",
  };
  int made = 0;
  for (const char* statement : statements) {
    INFO(statement);
    call("iam", "CreatePolicy",
         json::object{{"PolicyName", "p" + std::to_string(++made)},
                      {"PolicyDocument",
                       quoted("{'Version':'2012-10-17','Statement':{" + std::string(statement) + "}}")}});
  }
  CHECK(call("iam", "ListPolicies", json::object{{"Scope", "Local"}}).at("Policies").as_array().size() ==
        std::size(statements));
}

TEST_CASE_METHOD(PoliciesWorld, "a policy within a role needs no version", "[iam]") {
  make_role("r");
  const auto put = [](const char* policy) {
    return json::object{{"RoleName", "r"}, {"PolicyName", "i"}, {"PolicyDocument", policy}};
  };
  call("iam", "PutRolePolicy", put(R"({"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]})"));
  CHECK(refusal("iam", "PutRolePolicy", put("x")) == "MalformedPolicyDocument: Syntax errors in policy.");
}

TEST_CASE_METHOD(IamWorld, "policies and those who have them are listed by path", "[iam]") {
  const json::object made =
      call("iam", "CreatePolicy",
           json::object{{"PolicyName", "p"}, {"Path", "/a/b/"}, {"PolicyDocument", document}});
  const std::string arn = text_of(made.at("Policy").as_object(), "Arn");
  make_role("r", "/deep/");
  call("iam", "AttachRolePolicy", json::object{{"RoleName", "r"}, {"PolicyArn", arn}});
  const auto count = [&](const char* operation, json::object input, const char* list, const char* prefix) {
    input["PathPrefix"] = prefix;
    return call("iam", operation, input).at(list).as_array().size();
  };
  for (const auto& [prefix, found] : {std::pair("/", 1), {"/a/", 1}, {"/a/b/", 1}, {"/b/", 0}}) {
    INFO(prefix);
    CHECK(count("ListAttachedRolePolicies", {{"RoleName", "r"}}, "AttachedPolicies", prefix) ==
          std::size_t(found));
  }
  CHECK(count("ListEntitiesForPolicy", {{"PolicyArn", arn}}, "PolicyRoles", "/deep/") == 1);
  CHECK(count("ListEntitiesForPolicy", {{"PolicyArn", arn}}, "PolicyRoles", "/a/") == 0);
}

TEST_CASE_METHOD(IamWorld, "a boundary is a use of its policy", "[iam]") {
  const std::string arn = make_policy("p");
  call("iam", "CreateUser", json::object{{"UserName", "u"}, {"PermissionsBoundary", arn}});
  const json::object policy{{"PolicyArn", arn}};
  const auto shown = call("iam", "GetPolicy", policy).at("Policy");
  CHECK(shown.at("PermissionsBoundaryUsageCount") == 1);
  CHECK(shown.at("AttachmentCount") == 0);
  const auto users = [&](const char* usage) {
    return call("iam", "ListEntitiesForPolicy", {{"PolicyArn", arn}, {"PolicyUsageFilter", usage}})
        .at("PolicyUsers")
        .as_array()
        .size();
  };
  CHECK(users("PermissionsBoundary") == 1);
  CHECK(users("PermissionsPolicy") == 0);
  CHECK(call("iam", "ListEntitiesForPolicy", policy).at("PolicyUsers").at(0).at("UserName") == "u");
  CHECK(refusal("iam", "DeletePolicy", policy).starts_with("DeleteConflict"));
  call("iam", "DeleteUserPermissionsBoundary", json::object{{"UserName", "u"}});
  call("iam", "DeletePolicy", policy);
  const std::string none = "NoSuchEntity: Scope ARN: " + arn + " does not exist or is not attachable.";
  CHECK(refusal("iam", "PutUserPermissionsBoundary", {{"UserName", "u"}, {"PermissionsBoundary", arn}}) ==
        none);
  CHECK(refusal("iam", "CreateUser", {{"UserName", "v"}, {"PermissionsBoundary", arn}}) == none);
  CHECK(refusal("iam", "CreateRole",
                {{"RoleName", "r"}, {"AssumeRolePolicyDocument", trust}, {"PermissionsBoundary", arn}}) ==
        none);
}

}  // namespace orrery
