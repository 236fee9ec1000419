#pragma once
// The operations of IAM, one file each.
#include "services/iam/iam.h"

namespace orrery::iam {

json::object add_role_to_instance_profile(Iam& iam, const Input& input);
json::object add_user_to_group(Iam& iam, const Input& input);
json::object attach_group_policy(Iam& iam, const Input& input);
json::object attach_role_policy(Iam& iam, const Input& input);
json::object attach_user_policy(Iam& iam, const Input& input);
json::object create_access_key(Iam& iam, const Input& input);
json::object create_account_alias(Iam& iam, const Input& input);
json::object create_group(Iam& iam, const Input& input);
json::object create_instance_profile(Iam& iam, const Input& input);
json::object create_policy(Iam& iam, const Input& input);
json::object create_policy_version(Iam& iam, const Input& input);
json::object create_role(Iam& iam, const Input& input);
json::object create_user(Iam& iam, const Input& input);
json::object delete_access_key(Iam& iam, const Input& input);
json::object delete_account_alias(Iam& iam, const Input& input);
json::object delete_group(Iam& iam, const Input& input);
json::object delete_group_policy(Iam& iam, const Input& input);
json::object delete_instance_profile(Iam& iam, const Input& input);
json::object delete_policy(Iam& iam, const Input& input);
json::object delete_policy_version(Iam& iam, const Input& input);
json::object delete_role(Iam& iam, const Input& input);
json::object delete_role_permissions_boundary(Iam& iam, const Input& input);
json::object delete_role_policy(Iam& iam, const Input& input);
json::object delete_user(Iam& iam, const Input& input);
json::object delete_user_permissions_boundary(Iam& iam, const Input& input);
json::object delete_user_policy(Iam& iam, const Input& input);
json::object detach_group_policy(Iam& iam, const Input& input);
json::object detach_role_policy(Iam& iam, const Input& input);
json::object detach_user_policy(Iam& iam, const Input& input);
json::object get_access_key_last_used(Iam& iam, const Input& input);
json::object get_group(Iam& iam, const Input& input);
json::object get_group_policy(Iam& iam, const Input& input);
json::object get_instance_profile(Iam& iam, const Input& input);
json::object get_policy(Iam& iam, const Input& input);
json::object get_policy_version(Iam& iam, const Input& input);
json::object get_role(Iam& iam, const Input& input);
json::object get_role_policy(Iam& iam, const Input& input);
json::object get_user(Iam& iam, const Input& input);
json::object get_user_policy(Iam& iam, const Input& input);
json::object list_access_keys(Iam& iam, const Input& input);
json::object list_account_aliases(Iam& iam, const Input& input);
json::object list_attached_group_policies(Iam& iam, const Input& input);
json::object list_attached_role_policies(Iam& iam, const Input& input);
json::object list_attached_user_policies(Iam& iam, const Input& input);
json::object list_entities_for_policy(Iam& iam, const Input& input);
json::object list_group_policies(Iam& iam, const Input& input);
json::object list_groups(Iam& iam, const Input& input);
json::object list_groups_for_user(Iam& iam, const Input& input);
json::object list_instance_profile_tags(Iam& iam, const Input& input);
json::object list_instance_profiles(Iam& iam, const Input& input);
json::object list_instance_profiles_for_role(Iam& iam, const Input& input);
json::object list_policies(Iam& iam, const Input& input);
json::object list_policy_tags(Iam& iam, const Input& input);
json::object list_policy_versions(Iam& iam, const Input& input);
json::object list_role_policies(Iam& iam, const Input& input);
json::object list_role_tags(Iam& iam, const Input& input);
json::object list_roles(Iam& iam, const Input& input);
json::object list_user_policies(Iam& iam, const Input& input);
json::object list_user_tags(Iam& iam, const Input& input);
json::object list_users(Iam& iam, const Input& input);
json::object put_group_policy(Iam& iam, const Input& input);
json::object put_role_permissions_boundary(Iam& iam, const Input& input);
json::object put_role_policy(Iam& iam, const Input& input);
json::object put_user_permissions_boundary(Iam& iam, const Input& input);
json::object put_user_policy(Iam& iam, const Input& input);
json::object remove_role_from_instance_profile(Iam& iam, const Input& input);
json::object remove_user_from_group(Iam& iam, const Input& input);
json::object set_default_policy_version(Iam& iam, const Input& input);
json::object tag_instance_profile(Iam& iam, const Input& input);
json::object tag_policy(Iam& iam, const Input& input);
json::object tag_role(Iam& iam, const Input& input);
json::object tag_user(Iam& iam, const Input& input);
json::object untag_instance_profile(Iam& iam, const Input& input);
json::object untag_policy(Iam& iam, const Input& input);
json::object untag_role(Iam& iam, const Input& input);
json::object untag_user(Iam& iam, const Input& input);
json::object update_access_key(Iam& iam, const Input& input);
json::object update_assume_role_policy(Iam& iam, const Input& input);
json::object update_role(Iam& iam, const Input& input);
json::object update_role_description(Iam& iam, const Input& input);

}  // namespace orrery::iam
