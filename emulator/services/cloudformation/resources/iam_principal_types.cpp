// Users, groups and their keys, and policies that are resources of their own within one of them or a role.
#include <algorithm>

#include "services/cloudformation/resources/properties.h"
#include "services/cloudformation/resources/resource_type.h"

namespace orrery::cloudformation {
namespace {

// How IAM's operations call a kind of principal.
struct Principal {
  const char *name, *create, *remove, *shown;
  const char *put, *take, *attach, *detach;
};
constexpr Principal user_kind{"UserName",      "CreateUser",       "DeleteUser",       "User",
                              "PutUserPolicy", "DeleteUserPolicy", "AttachUserPolicy", "DetachUserPolicy"};
constexpr Principal group_kind{
    "GroupName",      "CreateGroup",       "DeleteGroup",       "Group",
    "PutGroupPolicy", "DeleteGroupPolicy", "AttachGroupPolicy", "DetachGroupPolicy"};
constexpr Principal role_kind{
    "RoleName",         nullptr,           nullptr, nullptr, "PutRolePolicy", "DeleteRolePolicy",
    "AttachRolePolicy", "DetachRolePolicy"};

bool is_in(const json::array& list, const json::value& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

// The name of an element that is the name itself, or an object that has one.
std::string name_in(const json::value& item, std::string_view member) {
  if (const auto* text = item.if_string()) return std::string(view(*text));
  const auto* object = item.if_object();
  return object ? std::string(find_text(*object, member).value_or("")) : "";
}

bool names_one(const json::array& list, std::string_view member, const std::string& name) {
  return std::any_of(list.begin(), list.end(),
                     [&](const json::value& item) { return name_in(item, member) == name; });
}

// Calls `operation` for each of the list's names that the other list does not have.
Work for_names(Step& step, const Principal& kind, const char* operation, const char* member,
               const json::array& of, const json::array& without, bool removing) {
  for (const json::value& item : of) {
    const std::string name = name_in(item, member);
    if (names_one(without, member, name)) continue;
    json::object input{{kind.name, step.physical}, {member, name}};
    if (removing)
      co_await step.remove("iam", operation, std::move(input));
    else
      co_await step.call("iam", operation, std::move(input));
  }
}

Work apply_principal_policies(Step& step, const Principal& kind) {
  const json::array managed = list_of(step.properties, "ManagedPolicyArns");
  const json::array managed_before = list_of(step.old_properties, "ManagedPolicyArns");
  co_await for_names(step, kind, kind.detach, "PolicyArn", managed_before, managed, true);
  co_await for_names(step, kind, kind.attach, "PolicyArn", managed, managed_before, false);
  const json::array inlined = list_of(step.properties, "Policies");
  const json::array inlined_before = list_of(step.old_properties, "Policies");
  co_await for_names(step, kind, kind.take, "PolicyName", inlined_before, inlined, true);
  for (const json::value& item : inlined) {
    json::object input{{kind.name, step.physical}, {"PolicyName", name_in(item, "PolicyName")}};
    if (const json::value* document = find(item.as_object(), "PolicyDocument"))
      input["PolicyDocument"] = document_text(*document);
    co_await step.call("iam", kind.put, std::move(input));
  }
}

Work move_between_groups(Step& step) {
  const json::array wanted = list_of(step.properties, "Groups"),
                    before = list_of(step.old_properties, "Groups");
  for (const json::value& group : before) {
    if (is_in(wanted, group)) continue;
    json::object input{{"UserName", step.physical}, {"GroupName", group}};
    co_await step.remove("iam", "RemoveUserFromGroup", std::move(input));
  }
  for (const json::value& group : wanted) {
    if (is_in(before, group)) continue;
    json::object input{{"UserName", step.physical}, {"GroupName", group}};
    co_await step.call("iam", "AddUserToGroup", std::move(input));
  }
}

Work apply_login(Step& step) {
  if (!step.changed("LoginProfile")) co_return;
  const json::object* profile = step.object("LoginProfile");
  json::object input{{"UserName", step.physical}};
  if (profile) copy(*profile, input, {"Password", "PasswordResetRequired"});
  const char* order = find(step.old_properties, "LoginProfile") ? "UpdateLoginProfile" : "CreateLoginProfile";
  if (profile)
    co_await step.call("iam", order, std::move(input));
  else
    co_await step.remove("iam", "DeleteLoginProfile", std::move(input));
}

Work create_principal(Step& step, const Principal& kind, std::size_t longest) {
  const std::string name = step.name(kind.name, longest);
  json::object input{{kind.name, name}};
  copy(step.properties, input, {"Path", "PermissionsBoundary"});
  if (json::array tags = tag_list(step); &kind == &user_kind && !tags.empty())
    input["Tags"] = std::move(tags);
  json::object made = co_await step.make("iam", kind.create, std::move(input), "EntityAlreadyExists");
  step.physical = name;
  if (const json::object* shown = find_object(made, kind.shown))
    step.attributes = {{"Arn", boost_view(find_text(*shown, "Arn").value_or(""))}};
  co_await apply_principal_policies(step, kind);
}

Work create_user_of_stack(Step& step) {
  co_await create_principal(step, user_kind, 64);
  co_await move_between_groups(step);
  co_await apply_login(step);
}

Work update_user_of_stack(Step& step) {
  co_await apply_principal_policies(step, user_kind);
  co_await move_between_groups(step);
  co_await apply_login(step);
}

Work create_group_of_stack(Step& step) { co_await create_principal(step, group_kind, 128); }
Work update_group_of_stack(Step& step) { co_await apply_principal_policies(step, group_kind); }

// Without what the template gave it, so that it may be deleted.
Work remove_principal(Step& step, const Principal& kind) {
  const json::array managed = list_of(step.properties, "ManagedPolicyArns"), none;
  const json::array inlined = list_of(step.properties, "Policies");
  co_await for_names(step, kind, kind.detach, "PolicyArn", managed, none, true);
  co_await for_names(step, kind, kind.take, "PolicyName", inlined, none, true);
  json::object input{{kind.name, step.physical}};
  co_await step.remove("iam", kind.remove, std::move(input));
}

Work remove_user_of_stack(Step& step) {
  const json::array groups = list_of(step.properties, "Groups");
  for (const json::value& group : groups) {
    json::object input{{"UserName", step.physical}, {"GroupName", group}};
    co_await step.remove("iam", "RemoveUserFromGroup", std::move(input));
  }
  if (step.has("LoginProfile")) {
    json::object input{{"UserName", step.physical}};
    co_await step.remove("iam", "DeleteLoginProfile", std::move(input));
  }
  co_await remove_principal(step, user_kind);
}

Work remove_group_of_stack(Step& step) { co_await remove_principal(step, group_kind); }

Work create_key(Step& step) {
  json::object input{{"UserName", step.text("UserName")}};
  const json::object made = co_await step.call("iam", "CreateAccessKey", std::move(input));
  if (const json::object* key = find_object(made, "AccessKey")) {
    step.physical = find_text(*key, "AccessKeyId").value_or("");
    copy(*key, step.attributes, {"SecretAccessKey"});
  }
  if (step.text("Status") != "Inactive") co_return;
  json::object status{
      {"UserName", step.text("UserName")}, {"AccessKeyId", step.physical}, {"Status", "Inactive"}};
  co_await step.call("iam", "UpdateAccessKey", std::move(status));
}

Work update_key(Step& step) {
  const std::string status = step.has("Status") ? step.text("Status") : "Active";
  json::object input{{"UserName", step.text("UserName")}, {"AccessKeyId", step.physical}, {"Status", status}};
  co_await step.call("iam", "UpdateAccessKey", std::move(input));
}

Work remove_key(Step& step) {
  json::object input{{"UserName", step.text("UserName")}, {"AccessKeyId", step.physical}};
  co_await step.remove("iam", "DeleteAccessKey", std::move(input));
}

Work put_members(Step& step) {
  const json::array wanted = list_of(step.properties, "Users"),
                    before = list_of(step.old_properties, "Users");
  for (const json::value& user : before) {
    if (is_in(wanted, user)) continue;
    json::object input{{"UserName", user}, {"GroupName", step.text("GroupName")}};
    co_await step.remove("iam", "RemoveUserFromGroup", std::move(input));
  }
  for (const json::value& user : wanted) {
    if (is_in(before, user)) continue;
    json::object input{{"UserName", user}, {"GroupName", step.text("GroupName")}};
    co_await step.call("iam", "AddUserToGroup", std::move(input));
  }
  if (step.physical.empty()) step.physical = step.name("", 128);
}

Work remove_members(Step& step) {
  const json::array users = list_of(step.properties, "Users");
  for (const json::value& user : users) {
    json::object input{{"UserName", user}, {"GroupName", step.text("GroupName")}};
    co_await step.remove("iam", "RemoveUserFromGroup", std::move(input));
  }
}

// A policy within one principal, which both give it its name: "policy|role".
Work put_own_policy(Step& step, const Principal& kind) {
  json::object input{{kind.name, step.text(kind.name)}, {"PolicyName", step.text("PolicyName")}};
  if (step.has("PolicyDocument")) input["PolicyDocument"] = step.text("PolicyDocument");
  co_await step.call("iam", kind.put, std::move(input));
  if (step.physical.empty()) step.physical = step.text("PolicyName") + "|" + step.text(kind.name);
}

Work remove_own_policy(Step& step, const Principal& kind) {
  json::object input{{kind.name, step.text(kind.name)}, {"PolicyName", step.text("PolicyName")}};
  co_await step.remove("iam", kind.take, std::move(input));
}

Work put_user_policy(Step& step) { co_await put_own_policy(step, user_kind); }
Work put_group_policy(Step& step) { co_await put_own_policy(step, group_kind); }
Work put_role_policy(Step& step) { co_await put_own_policy(step, role_kind); }
Work remove_user_policy(Step& step) { co_await remove_own_policy(step, user_kind); }
Work remove_group_policy(Step& step) { co_await remove_own_policy(step, group_kind); }
Work remove_role_policy(Step& step) { co_await remove_own_policy(step, role_kind); }

constexpr std::string_view user_replacing[] = {"UserName", "Path"};
constexpr std::string_view group_of_users_replacing[] = {"GroupName", "Path"};
constexpr std::string_view key_replacing[] = {"UserName", "Serial"};
constexpr std::string_view members_replacing[] = {"GroupName"};
constexpr std::string_view user_policy_replacing[] = {"UserName", "PolicyName"};
constexpr std::string_view group_policy_replacing[] = {"GroupName", "PolicyName"};
constexpr std::string_view role_policy_replacing[] = {"RoleName", "PolicyName"};

constexpr ResourceType iam_principal_table[] = {
    {"AWS::IAM::User", "UserName", user_replacing, create_user_of_stack, update_user_of_stack,
     remove_user_of_stack},
    {"AWS::IAM::Group", "GroupName", group_of_users_replacing, create_group_of_stack, update_group_of_stack,
     remove_group_of_stack},
    {"AWS::IAM::AccessKey", "", key_replacing, create_key, update_key, remove_key},
    {"AWS::IAM::UserToGroupAddition", "", members_replacing, put_members, put_members, remove_members},
    {"AWS::IAM::UserPolicy", "", user_policy_replacing, put_user_policy, put_user_policy, remove_user_policy},
    {"AWS::IAM::GroupPolicy", "", group_policy_replacing, put_group_policy, put_group_policy,
     remove_group_policy},
    {"AWS::IAM::RolePolicy", "", role_policy_replacing, put_role_policy, put_role_policy, remove_role_policy},
};

}  // namespace

std::span<const ResourceType> iam_principal_types() { return iam_principal_table; }

}  // namespace orrery::cloudformation
