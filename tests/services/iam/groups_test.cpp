// CreateGroup, GetGroup, DeleteGroup, ListGroups, AddUserToGroup, RemoveUserFromGroup, ListGroupsForUser, the
// policies of groups, tags and boundaries, aliases of the account.
#include "tests/services/iam/iam_world.h"

namespace orrery {

TEST_CASE_METHOD(IamWorld, "users come into groups and leave them", "[iam]") {
  const json::object group{{"GroupName", "g"}}, member{{"GroupName", "g"}, {"UserName", "u"}};
  CHECK(refusal("iam", "GetGroup", group) == "NoSuchEntity: The group with name g cannot be found.");
  const auto made = call("iam", "CreateGroup", json::object{{"GroupName", "g"}, {"Path", "/a/"}}).at("Group");
  CHECK(made.at("Arn") == "arn:aws:iam::123456789012:group/a/g");
  CHECK(refusal("iam", "CreateGroup", group) == "EntityAlreadyExists: Group with name g already exists.");
  CHECK(refusal("iam", "AddUserToGroup", member) == "NoSuchEntity: The user with name u cannot be found.");
  call("iam", "CreateUser", json::object{{"UserName", "u"}});
  call("iam", "AddUserToGroup", member);
  call("iam", "AddUserToGroup", member);
  const auto shown = call("iam", "GetGroup", group);
  CHECK(shown.at("Group") == made);
  CHECK(shown.at("Users").as_array().size() == 1);
  CHECK(call("iam", "ListGroupsForUser", json::object{{"UserName", "u"}}).at("Groups").at(0) == made);
  CHECK(call("iam", "ListGroups").at("Groups").as_array().size() == 1);
  CHECK(refusal("iam", "DeleteGroup", group) ==
        "DeleteConflict: Cannot delete entity, must remove users from group first.");
  CHECK(refusal("iam", "DeleteUser", json::object{{"UserName", "u"}}) ==
        "DeleteConflict: Cannot delete entity, must remove users from group first.");
  call("iam", "RemoveUserFromGroup", member);
  call("iam", "DeleteUser", json::object{{"UserName", "u"}});
  call("iam", "DeleteGroup", group);
  CHECK(call("iam", "ListGroups").at("Groups").as_array().empty());
}

TEST_CASE_METHOD(IamWorld, "a user who is renamed stays in his groups", "[iam]") {
  call("iam", "CreateGroup", json::object{{"GroupName", "g"}});
  call("iam", "CreateUser", json::object{{"UserName", "u"}});
  call("iam", "AddUserToGroup", json::object{{"GroupName", "g"}, {"UserName", "u"}});
  call("iam", "UpdateUser", json::object{{"UserName", "u"}, {"NewUserName", "v"}, {"NewPath", "/p/"}});
  CHECK(refusal("iam", "GetUser", json::object{{"UserName", "u"}}).starts_with("NoSuchEntity"));
  const auto user = call("iam", "GetGroup", json::object{{"GroupName", "g"}}).at("Users").at(0);
  CHECK(user.at("Arn") == "arn:aws:iam::123456789012:user/p/v");
  CHECK(call("iam", "GetAccountSummary").at("SummaryMap").at("Users") == 1);
}

TEST_CASE_METHOD(IamWorld, "a service has a role of its own", "[iam]") {
  const json::object service{{"AWSServiceName", "ecs.amazonaws.com"}};
  const auto role = call("iam", "CreateServiceLinkedRole", service).at("Role");
  CHECK(role.at("Arn") ==
        "arn:aws:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS");
  CHECK(refusal("iam", "CreateServiceLinkedRole", service).starts_with("InvalidInput"));
  for (const auto& [principal, name] :
       {std::pair("autoscaling.amazonaws.com", "AWSServiceRoleForAutoScaling"),
        {"dynamodb.application-autoscaling.amazonaws.com",
         "AWSServiceRoleForApplicationAutoScaling_DynamoDBTable"},
        {"batch.amazonaws.com", "AWSServiceRoleForBatch"}})
    CHECK(call("iam", "CreateServiceLinkedRole", {{"AWSServiceName", principal}}).at("Role").at("RoleName") ==
          json::value(name));
}

TEST_CASE_METHOD(IamWorld, "a service's role is changed and deleted by its service alone", "[iam]") {
  call("iam", "CreateServiceLinkedRole", {{"AWSServiceName", "batch.amazonaws.com"}});
  const json::object role{{"RoleName", "AWSServiceRoleForBatch"}};
  const std::string refused =
      "UnmodifiableEntity: Cannot perform the operation on the protected role 'AWSServiceRoleForBatch' - "
      "this "
      "role is only modifiable by AWS";
  CHECK(refusal("iam", "DeleteRole", role) == refused);
  CHECK(
      refusal("iam", "PutRolePolicy",
              {{"RoleName", "AWSServiceRoleForBatch"}, {"PolicyName", "p"}, {"PolicyDocument", document}}) ==
      refused);
  call("iam", "UpdateRoleDescription", {{"RoleName", "AWSServiceRoleForBatch"}, {"Description", "d"}});
  const auto task = call("iam", "DeleteServiceLinkedRole", role).at("DeletionTaskId");
  CHECK(view(task.as_string())
            .starts_with("task/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch/"));
  CHECK(call("iam", "GetServiceLinkedRoleDeletionStatus", {{"DeletionTaskId", task}}).at("Status") ==
        "SUCCEEDED");
  CHECK(refusal("iam", "GetRole", role).starts_with("NoSuchEntity"));
  CHECK(refusal("iam", "GetServiceLinkedRoleDeletionStatus", {{"DeletionTaskId", "task/none"}})
            .starts_with("NoSuchEntity"));
  make_role("mine");
  CHECK(refusal("iam", "DeleteServiceLinkedRole", {{"RoleName", "mine"}}).starts_with("NoSuchEntity"));
}

TEST_CASE_METHOD(IamWorld, "names are not distinguished by case", "[iam]") {
  call("iam", "CreateUser", {{"UserName", "name"}});
  call("iam", "CreateUser", {{"UserName", "other"}});
  call("iam", "CreateGroup", {{"GroupName", "name"}});
  make_role("name");
  make_policy("name");
  CHECK(refusal("iam", "CreateUser", {{"UserName", "NAME"}}).starts_with("EntityAlreadyExists"));
  CHECK(refusal("iam", "CreateGroup", {{"GroupName", "NAME"}}).starts_with("EntityAlreadyExists"));
  CHECK(refusal("iam", "CreateRole", {{"RoleName", "NAME"}, {"AssumeRolePolicyDocument", trust}})
            .starts_with("EntityAlreadyExists"));
  CHECK(refusal("iam", "CreatePolicy", {{"PolicyName", "NAME"}, {"PolicyDocument", document}})
            .starts_with("EntityAlreadyExists"));
  CHECK(refusal("iam", "UpdateUser", {{"UserName", "other"}, {"NewUserName", "NAME"}})
            .starts_with("EntityAlreadyExists"));
  call("iam", "UpdateUser", {{"UserName", "name"}, {"NewUserName", "Name"}});
  CHECK(call("iam", "GetUser", {{"UserName", "Name"}}).at("User").at("UserName") == "Name");
}

TEST_CASE_METHOD(IamWorld, "groups have policies as users do", "[iam]") {
  const std::string arn = make_policy("p");
  call("iam", "CreateGroup", json::object{{"GroupName", "g"}});
  const json::object group{{"GroupName", "g"}}, attachment{{"GroupName", "g"}, {"PolicyArn", arn}};
  call("iam", "AttachGroupPolicy", attachment);
  CHECK(call("iam", "ListAttachedGroupPolicies", group).at("AttachedPolicies").at(0).at("PolicyArn") ==
        json::value(arn));
  const auto bearers = call("iam", "ListEntitiesForPolicy", json::object{{"PolicyArn", arn}});
  CHECK(bearers.at("PolicyGroups").at(0).at("GroupName") == "g");
  CHECK(bearers.at("PolicyRoles").as_array().empty());
  CHECK(refusal("iam", "DeletePolicy", json::object{{"PolicyArn", arn}}).starts_with("DeleteConflict"));
  CHECK(refusal("iam", "DeleteGroup", group).starts_with("DeleteConflict"));
  call("iam", "DetachGroupPolicy", attachment);
  const json::object inline_policy{{"GroupName", "g"}, {"PolicyName", "i"}, {"PolicyDocument", document}};
  call("iam", "PutGroupPolicy", inline_policy);
  CHECK(call("iam", "ListGroupPolicies", group).at("PolicyNames").at(0) == "i");
  CHECK(call("iam", "GetGroupPolicy", inline_policy).at("GroupName") == "g");
  call("iam", "DeleteGroupPolicy", inline_policy);
  CHECK(refusal("iam", "GetGroupPolicy", inline_policy) ==
        "NoSuchEntity: The group policy with name i cannot be found.");
}

TEST_CASE_METHOD(IamWorld, "policies and instance profiles have tags, and policies a default version",
                 "[iam]") {
  const std::string arn = make_policy("p");
  const json::object policy{{"PolicyArn", arn}};
  const json::value tags = parse("[{'Key':'a','Value':'b'}]");
  call("iam", "TagPolicy", json::object{{"PolicyArn", arn}, {"Tags", tags}});
  CHECK(call("iam", "ListPolicyTags", policy).at("Tags") == tags);
  call("iam", "UntagPolicy", json::object{{"PolicyArn", arn}, {"TagKeys", json::array{"a"}}});
  CHECK(call("iam", "ListPolicyTags", policy).at("Tags").as_array().empty());
  call("iam", "CreateInstanceProfile", json::object{{"InstanceProfileName", "i"}});
  call("iam", "TagInstanceProfile", json::object{{"InstanceProfileName", "i"}, {"Tags", tags}});
  CHECK(call("iam", "ListInstanceProfileTags", json::object{{"InstanceProfileName", "i"}}).at("Tags") ==
        tags);
  call("iam", "UntagInstanceProfile",
       json::object{{"InstanceProfileName", "i"}, {"TagKeys", json::array{"a"}}});
  CHECK(call("iam", "ListInstanceProfileTags", json::object{{"InstanceProfileName", "i"}})
            .at("Tags")
            .as_array()
            .empty());
  call("iam", "CreatePolicyVersion", json::object{{"PolicyArn", arn}, {"PolicyDocument", document}});
  call("iam", "SetDefaultPolicyVersion", json::object{{"PolicyArn", arn}, {"VersionId", "v2"}});
  CHECK(call("iam", "GetPolicy", policy).at("Policy").at("DefaultVersionId") == "v2");
  CHECK(refusal("iam", "SetDefaultPolicyVersion", json::object{{"PolicyArn", arn}, {"VersionId", "v9"}})
            .starts_with("NoSuchEntity"));
}

TEST_CASE_METHOD(IamWorld, "boundaries, descriptions, keys and aliases can be changed", "[iam]") {
  make_role("r");
  const json::object role{{"RoleName", "r"}};
  call("iam", "PutRolePermissionsBoundary",
       json::object{{"RoleName", "r"}, {"PermissionsBoundary", "arn:aws:iam::aws:policy/ReadOnlyAccess"}});
  CHECK(call("iam", "GetRole", role).at("Role").as_object().contains("PermissionsBoundary"));
  call("iam", "DeleteRolePermissionsBoundary", role);
  CHECK_FALSE(call("iam", "GetRole", role).at("Role").as_object().contains("PermissionsBoundary"));
  CHECK(call("iam", "UpdateRoleDescription", json::object{{"RoleName", "r"}, {"Description", "d"}})
            .at("Role")
            .at("Description") == "d");
  const json::object user{{"UserName", "u"}};
  call("iam", "CreateUser", user);
  call("iam", "PutUserPermissionsBoundary",
       json::object{{"UserName", "u"}, {"PermissionsBoundary", "arn:aws:iam::aws:policy/ReadOnlyAccess"}});
  CHECK(call("iam", "GetUser", user).at("User").as_object().contains("PermissionsBoundary"));
  call("iam", "DeleteUserPermissionsBoundary", user);
  CHECK_FALSE(call("iam", "GetUser", user).at("User").as_object().contains("PermissionsBoundary"));
  const auto id =
      call("iam", "CreateAccessKey", json::object{{"UserName", "u"}}).at("AccessKey").at("AccessKeyId");
  CHECK(call("iam", "GetAccessKeyLastUsed", json::object{{"AccessKeyId", id}}).at("UserName") == "u");
  call("iam", "UpdateAccessKey",
       json::object{{"UserName", "u"}, {"AccessKeyId", id}, {"Status", "Inactive"}});
  CHECK(call("iam", "ListAccessKeys", json::object{{"UserName", "u"}})
            .at("AccessKeyMetadata")
            .at(0)
            .at("Status") == "Inactive");
  call("iam", "CreateAccountAlias", json::object{{"AccountAlias", "work"}});
  CHECK(call("iam", "ListAccountAliases").at("AccountAliases") == json::value{"work"});
  CHECK(refusal("iam", "DeleteAccountAlias", json::object{{"AccountAlias", "play"}})
            .starts_with("NoSuchEntity"));
  call("iam", "DeleteAccountAlias", json::object{{"AccountAlias", "work"}});
  CHECK(call("iam", "ListAccountAliases").at("AccountAliases").as_array().empty());
}

TEST_CASE_METHOD(IamWorld, "a user may have a password", "[iam]") {
  call("iam", "CreateUser", json::object{{"UserName", "u"}});
  const json::object user{{"UserName", "u"}};
  const auto show = [&] { return call("iam", "GetLoginProfile", user).at("LoginProfile").as_object(); };
  CHECK(refusal("iam", "GetLoginProfile", user) == "NoSuchEntity: Login Profile for User u cannot be found.");
  call("iam", "CreateLoginProfile", json::object{{"UserName", "u"}, {"Password", "hunter2"}});
  CHECK(show() == json::object{{"CreateDate", "2026-01-01T00:00:00Z"},
                               {"PasswordResetRequired", false},
                               {"UserName", "u"}});
  CHECK(refusal("iam", "CreateLoginProfile", user) ==
        "EntityAlreadyExists: Login Profile for user u already exists.");
  call("iam", "UpdateLoginProfile", json::object{{"UserName", "u"}, {"PasswordResetRequired", true}});
  CHECK(show().at("PasswordResetRequired") == true);
  CHECK_FALSE(call("iam", "GetUser", user).at("User").as_object().contains("login"));
  CHECK(refusal("iam", "DeleteUser", user) ==
        "DeleteConflict: Cannot delete entity, must delete login profile first.");
  call("iam", "DeleteLoginProfile", user);
  CHECK(refusal("iam", "DeleteLoginProfile", user) ==
        "NoSuchEntity: Login Profile for User u cannot be found.");
  call("iam", "DeleteUser", user);
}

TEST_CASE_METHOD(IamWorld, "a group gets another name and path", "[iam]") {
  call("iam", "CreateGroup", json::object{{"GroupName", "old"}});
  call("iam", "CreateGroup", json::object{{"GroupName", "taken"}});
  CHECK(refusal("iam", "UpdateGroup", json::object{{"GroupName", "old"}, {"NewGroupName", "taken"}}) ==
        "EntityAlreadyExists: Group with name taken already exists.");
  call("iam", "UpdateGroup", json::object{{"GroupName", "old"}, {"NewGroupName", "new"}, {"NewPath", "/p/"}});
  CHECK(call("iam", "GetGroup", json::object{{"GroupName", "new"}}).at("Group").at("Arn") ==
        "arn:aws:iam::123456789012:group/p/new");
  CHECK(refusal("iam", "GetGroup", json::object{{"GroupName", "old"}}) ==
        "NoSuchEntity: The group with name old cannot be found.");
}

}  // namespace orrery
