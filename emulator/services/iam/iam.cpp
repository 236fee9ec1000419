#include "services/iam/iam.h"

#include "services/iam/operations/operations.h"

namespace orrery {
namespace {

constexpr Operation<Iam> operations[] = {
    {"AddRoleToInstanceProfile", iam::add_role_to_instance_profile},
    {"AddUserToGroup", iam::add_user_to_group},
    {"AttachGroupPolicy", iam::attach_group_policy},
    {"AttachRolePolicy", iam::attach_role_policy},
    {"AttachUserPolicy", iam::attach_user_policy},
    {"CreateAccessKey", iam::create_access_key},
    {"CreateAccountAlias", iam::create_account_alias},
    {"CreateGroup", iam::create_group},
    {"CreateInstanceProfile", iam::create_instance_profile},
    {"CreateLoginProfile", iam::create_login_profile},
    {"CreatePolicy", iam::create_policy},
    {"CreatePolicyVersion", iam::create_policy_version},
    {"CreateRole", iam::create_role},
    {"CreateServiceLinkedRole", iam::create_service_linked_role},
    {"CreateUser", iam::create_user},
    {"DeleteAccessKey", iam::delete_access_key},
    {"DeleteAccountAlias", iam::delete_account_alias},
    {"DeleteGroup", iam::delete_group},
    {"DeleteGroupPolicy", iam::delete_group_policy},
    {"DeleteInstanceProfile", iam::delete_instance_profile},
    {"DeleteLoginProfile", iam::delete_login_profile},
    {"DeletePolicy", iam::delete_policy},
    {"DeletePolicyVersion", iam::delete_policy_version},
    {"DeleteRole", iam::delete_role},
    {"DeleteRolePermissionsBoundary", iam::delete_role_permissions_boundary},
    {"DeleteRolePolicy", iam::delete_role_policy},
    {"DeleteServiceLinkedRole", iam::delete_service_linked_role},
    {"DeleteUser", iam::delete_user},
    {"DeleteUserPermissionsBoundary", iam::delete_user_permissions_boundary},
    {"DeleteUserPolicy", iam::delete_user_policy},
    {"DetachGroupPolicy", iam::detach_group_policy},
    {"DetachRolePolicy", iam::detach_role_policy},
    {"DetachUserPolicy", iam::detach_user_policy},
    {"GetAccessKeyLastUsed", iam::get_access_key_last_used},
    {"GetAccountSummary", iam::get_account_summary},
    {"GetGroup", iam::get_group},
    {"GetGroupPolicy", iam::get_group_policy},
    {"GetInstanceProfile", iam::get_instance_profile},
    {"GetLoginProfile", iam::get_login_profile},
    {"GetPolicy", iam::get_policy},
    {"GetPolicyVersion", iam::get_policy_version},
    {"GetRole", iam::get_role},
    {"GetRolePolicy", iam::get_role_policy},
    {"GetServiceLinkedRoleDeletionStatus", iam::get_service_linked_role_deletion_status},
    {"GetUser", iam::get_user},
    {"GetUserPolicy", iam::get_user_policy},
    {"ListAccessKeys", iam::list_access_keys},
    {"ListAccountAliases", iam::list_account_aliases},
    {"ListAttachedGroupPolicies", iam::list_attached_group_policies},
    {"ListAttachedRolePolicies", iam::list_attached_role_policies},
    {"ListAttachedUserPolicies", iam::list_attached_user_policies},
    {"ListEntitiesForPolicy", iam::list_entities_for_policy},
    {"ListGroupPolicies", iam::list_group_policies},
    {"ListGroups", iam::list_groups},
    {"ListGroupsForUser", iam::list_groups_for_user},
    {"ListInstanceProfileTags", iam::list_instance_profile_tags},
    {"ListInstanceProfiles", iam::list_instance_profiles},
    {"ListInstanceProfilesForRole", iam::list_instance_profiles_for_role},
    {"ListPolicies", iam::list_policies},
    {"ListPolicyTags", iam::list_policy_tags},
    {"ListPolicyVersions", iam::list_policy_versions},
    {"ListRolePolicies", iam::list_role_policies},
    {"ListRoleTags", iam::list_role_tags},
    {"ListRoles", iam::list_roles},
    {"ListUserPolicies", iam::list_user_policies},
    {"ListUserTags", iam::list_user_tags},
    {"ListUsers", iam::list_users},
    {"PutGroupPolicy", iam::put_group_policy},
    {"PutRolePermissionsBoundary", iam::put_role_permissions_boundary},
    {"PutRolePolicy", iam::put_role_policy},
    {"PutUserPermissionsBoundary", iam::put_user_permissions_boundary},
    {"PutUserPolicy", iam::put_user_policy},
    {"RemoveRoleFromInstanceProfile", iam::remove_role_from_instance_profile},
    {"RemoveUserFromGroup", iam::remove_user_from_group},
    {"SetDefaultPolicyVersion", iam::set_default_policy_version},
    {"TagInstanceProfile", iam::tag_instance_profile},
    {"TagPolicy", iam::tag_policy},
    {"TagRole", iam::tag_role},
    {"TagUser", iam::tag_user},
    {"UntagInstanceProfile", iam::untag_instance_profile},
    {"UntagPolicy", iam::untag_policy},
    {"UntagRole", iam::untag_role},
    {"UntagUser", iam::untag_user},
    {"UpdateAccessKey", iam::update_access_key},
    {"UpdateAssumeRolePolicy", iam::update_assume_role_policy},
    {"UpdateGroup", iam::update_group},
    {"UpdateLoginProfile", iam::update_login_profile},
    {"UpdateRole", iam::update_role},
    {"UpdateRoleDescription", iam::update_role_description},
    {"UpdateUser", iam::update_user},
};

constexpr protocol::QueryShape shapes[] = {
    {"SummaryMap", "entry", protocol::QueryShape::Kind::wrapped_map, "key", "value"},
};

constexpr protocol::QueryWire query{.version = "2010-05-08",
                                    .xml_namespace = "https://iam.amazonaws.com/doc/2010-05-08/",
                                    .shapes = shapes,
                                    .codes = {}};

constexpr ServiceInfo description{
    .name = "iam",
    .resource = "RoleName,UserName,GroupName,PolicyArn,PolicyName,InstanceProfileName",
    .wires = {.target = {}, .json_version = {}, .query = &query, .routes = {}},
    .refusals = {.invalid = "ValidationError", .missing = "ValidationError", .type = "ValidationError"}};

}  // namespace

Iam::Iam(Core& core) : entities(core.store), entropy(core.entropy.fork("iam")), clock_(core.clock) {}

const ServiceInfo& Iam::info() const { return description; }

void Iam::call(std::string_view operation, const Context& context, const json::object& input, Reply reply) {
  dispatch<Iam>(operations, *this, operation, context, input, std::move(reply));
}

std::string Iam::now() const { return iso_time(clock_.now()).substr(0, 19) + "Z"; }

std::string Iam::new_id(std::string_view prefix) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string id(prefix);
  while (id.size() < 21) id += letters[entropy.below(letters.size())];
  return id;
}

}  // namespace orrery
