#pragma once
// What the operations of IAM have in common.
#include <string>

#include "services/iam/iam.h"

namespace orrery::iam {

// "NoSuchEntity" and its relatives, with the status AWS answers.
AwsError no_such_entity(std::string message);
AwsError already_exists(std::string message);
AwsError delete_conflict(std::string message);
// "Value at 'what' failed to satisfy constraint: Member must constraint"
AwsError malformed(std::string_view what, std::string_view constraint);

// A name of letters, digits and +=,.@_-
std::string_view name_of(const Input& input, std::string_view member, std::size_t longest = 128);
std::string path_of(const Input& input);
// Where a policy of an identity stands: those of their own ask for a version, those within a role do not.
enum class PolicyPlace { inlined, managed };
// The text of PolicyDocument, a policy as IAM takes it.
std::string_view policy_document(const Input& input, PolicyPlace place);
// Refuses in AWS's words what is no policy of an identity.
void check_identity_policy(const json::object& policy, PolicyPlace place);
// How much of a document counts: white space does not.
std::size_t policy_size(std::string_view document);
// The text of a document that says who may assume a role.
std::string_view trust_document(const Input& input, std::string_view member);
// Documents travel percent-encoded in answers.
std::string encoded(std::string_view document);

// A role as it is made: with the request's Description, and sessions of an hour at most.
json::object new_role(Iam& iam, const Input& input, const std::string& path, const std::string& name,
                      std::string_view trust);

// The entity that a member of the request names. Refuses in AWS's words where there is none.
json::object existing_role(const Iam& iam, const Input& input);
json::object existing_user(const Iam& iam, const Input& input);
json::object existing_group(const Iam& iam, const Input& input);
json::object existing_profile(const Iam& iam, const Input& input);
// What `kind` says; its name is in member_of(kind).
json::object existing(const Iam& iam, const Input& input, Kind kind);
std::string_view member_of(Kind kind);
// Writes back what existing() found.
void save(Iam& iam, const Input& input, Kind kind, const json::object& entity);
// The name of the policy with that arn and its record; AWS's own policies exist without having been made.
struct NamedPolicy {
  std::string name;
  json::object entity;
};
std::optional<NamedPolicy> find_policy(const Iam& iam, const Context& context, std::string_view arn);
NamedPolicy existing_policy(const Iam& iam, const Input& input);
// The same, where VersionId names one of its versions. A policy that is not there has no such version.
NamedPolicy policy_with_version(const Iam& iam, const Input& input);
AwsError no_such_version(const Input& input);

// Roles that services make for themselves stand under this path.
inline constexpr std::string_view service_linked_path = "/aws-service-role/";
bool is_service_linked(const json::object& entity);
// Refuses to change what only its service may.
void refuse_protected(const json::object& entity);
// Refuses to delete what has policies yet.
void refuse_with_policies(const json::object& entity);
bool has_member(const json::object& group, std::string_view user);

// As the API shows them: what has been made without what it was given by default, lists without what Get
// says.
enum class View { made, whole, listed };
json::object show_role(const json::object& entity, View as);
json::object show_user(const json::object& entity, View as);
json::object show_group(const json::object& entity);
json::object show_policy(const Iam& iam, const Context& context, const json::object& entity, View as);
json::object show_profile(const Iam& iam, const Context& context, const json::object& entity);

// Takes out the items that `is_gone` says; returns how many.
template <class Gone>
std::size_t erase_where(json::array& list, Gone is_gone) {
  const auto kept = std::remove_if(list.begin(), list.end(), is_gone);
  const auto count = static_cast<std::size_t>(list.end() - kept);
  list.erase(kept, list.end());
  return count;
}

void add_tags(json::object& entity, const json::array& tags);
void remove_tags(json::object& entity, const json::array& keys);
// A page of them: {Tags, IsTruncated, Marker}
json::object list_tags(const Input& input, const json::object& entity);

// A page of entities: {member: [...], IsTruncated, Marker}. `show` returns nothing for one that is left out.
json::object list_page(const Iam& iam, const Input& input, Kind kind, std::string_view member,
                       const std::function<std::optional<json::value>(json::object)>& show);

// The tags of what has them.
json::object tag(Iam& iam, const Input& input, Kind kind);
json::object untag(Iam& iam, const Input& input, Kind kind);

// The policies of roles, users and groups.
json::object put_inline(Iam& iam, const Input& input, Kind kind);
json::object get_inline(Iam& iam, const Input& input, Kind kind);
json::object list_inline(Iam& iam, const Input& input, Kind kind);
json::object delete_inline(Iam& iam, const Input& input, Kind kind);
json::object attach(Iam& iam, const Input& input, Kind kind);
json::object detach(Iam& iam, const Input& input, Kind kind);
json::object list_attached(Iam& iam, const Input& input, Kind kind);
// Permissions boundaries of roles and users: shown, not enforced. What PermissionsBoundary names, as entities
// keep it; refuses a policy that does not exist.
json::object boundary(const Iam& iam, const Input& input);
json::object put_boundary(Iam& iam, const Input& input, Kind kind);
json::object delete_boundary(Iam& iam, const Input& input, Kind kind);
bool is_attached(const json::object& entity, std::string_view policy_arn);
bool is_bounded_by(const json::object& entity, std::string_view policy_arn);
// How many roles, users and groups a policy is attached to, and how many roles and users it is the boundary
// of.
struct PolicyUse {
  std::int64_t attached = 0, bounding = 0;
};
PolicyUse use_of(const Iam& iam, const Context& context, std::string_view policy_arn);

}  // namespace orrery::iam
