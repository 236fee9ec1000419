// Inline and attached policies of roles, users and groups, and boundaries of what they allow.
#include "services/iam/shared.h"

namespace orrery::iam {
namespace {

json::object& part(json::object& entity, std::string_view name) {
  json::value& value = entity[boost_view(name)];
  return value.is_object() ? value.get_object() : value.emplace_object();
}

std::string word_for(Kind kind) {
  return kind == Kind::role ? "role" : kind == Kind::group ? "group" : "user";
}

// All inline policies of one entity together, without their white space.
void check_inline_size(const Input& input, Kind kind, const json::object& policies) {
  const std::size_t most = kind == Kind::role ? 10'240 : kind == Kind::group ? 5120 : 2048;
  std::size_t size = 0;
  for (const auto& policy : policies) size += policy_size(view(policy.value().as_string()));
  if (size > most)
    throw AwsError("LimitExceeded",
                   "Maximum policy size of " + std::to_string(most) + " bytes exceeded for " +
                       word_for(kind) + " " + std::string(input.text(member_of(kind))),
                   409);
}

constexpr std::size_t most_attached = 10;

// "/a/" of "arn:aws:iam::000000000000:policy/a/name"
std::string_view policy_path(std::string_view arn) {
  arn.remove_prefix(std::min(arn.find('/'), arn.size()));
  return arn.substr(0, arn.rfind('/') + 1);
}

AwsError no_such_inline(Kind kind, std::string_view name) {
  return no_such_entity("The " + word_for(kind) + " policy with name " + std::string(name) +
                        " cannot be found.");
}

json::object modifiable(const Iam& iam, const Input& input, Kind kind) {
  json::object entity = existing(iam, input, kind);
  refuse_protected(entity);
  return entity;
}

}  // namespace

json::object put_inline(Iam& iam, const Input& input, Kind kind) {
  json::object entity = modifiable(iam, input, kind);
  const std::string_view name = name_of(input, "PolicyName");
  json::object& policies = part(entity, "inline");
  policies[boost_view(name)] = boost_view(policy_document(input, PolicyPlace::inlined));
  check_inline_size(input, kind, policies);
  save(iam, input, kind, entity);
  return {};
}

json::object get_inline(Iam& iam, const Input& input, Kind kind) {
  json::object entity = existing(iam, input, kind);
  const std::string_view name = name_of(input, "PolicyName");
  const auto document = find_text(part(entity, "inline"), name);
  if (!document) throw no_such_inline(kind, name);
  return {{boost_view(member_of(kind)), boost_view(input.text(member_of(kind)))},
          {"PolicyName", boost_view(name)},
          {"PolicyDocument", encoded(*document)}};
}

json::object list_inline(Iam& iam, const Input& input, Kind kind) {
  json::object entity = existing(iam, input, kind);
  json::array names;
  for (const auto& [name, document] : part(entity, "inline")) names.emplace_back(name);
  return {{"PolicyNames", std::move(names)}, {"IsTruncated", false}};
}

json::object delete_inline(Iam& iam, const Input& input, Kind kind) {
  json::object entity = modifiable(iam, input, kind);
  const std::string_view name = name_of(input, "PolicyName");
  if (part(entity, "inline").erase(boost_view(name)) == 0) throw no_such_inline(kind, name);
  save(iam, input, kind, entity);
  return {};
}

json::object attach(Iam& iam, const Input& input, Kind kind) {
  json::object entity = modifiable(iam, input, kind);
  const std::string_view arn = input.text("PolicyArn", 20, 2048);
  const auto policy = find_policy(iam, input.context, arn);
  if (!policy) throw no_such_entity("Policy " + std::string(arn) + " does not exist or is not attachable.");
  json::object& policies = part(entity, "attached");
  policies[boost_view(arn)] = policy->name;
  if (policies.size() > most_attached) {
    const std::string_view whose = kind == Kind::role ? "Role" : kind == Kind::group ? "Group" : "User";
    throw AwsError("LimitExceeded", "Cannot exceed quota for PoliciesPer" + std::string(whose) + ": 10", 409);
  }
  save(iam, input, kind, entity);
  return {};
}

json::object detach(Iam& iam, const Input& input, Kind kind) {
  json::object entity = modifiable(iam, input, kind);
  const std::string_view arn = input.text("PolicyArn", 20, 2048);
  if (part(entity, "attached").erase(boost_view(arn)) == 0) {
    throw no_such_entity("Policy " + std::string(arn) + " was not found.");
  }
  save(iam, input, kind, entity);
  return {};
}

json::object list_attached(Iam& iam, const Input& input, Kind kind) {
  json::object entity = existing(iam, input, kind);
  json::array attached;
  const std::string_view prefix = input.maybe_text("PathPrefix").value_or("/");
  for (const auto& [arn, name] : part(entity, "attached")) {
    if (!policy_path({arn.data(), arn.size()}).starts_with(prefix)) continue;
    attached.push_back({{"PolicyName", name}, {"PolicyArn", arn}});
  }
  return {{"AttachedPolicies", std::move(attached)}, {"IsTruncated", false}};
}

json::object boundary(const Iam& iam, const Input& input) {
  const std::string_view arn = input.text("PermissionsBoundary", 20, 2048);
  if (!find_policy(iam, input.context, arn))
    throw no_such_entity("Scope ARN: " + std::string(arn) + " does not exist or is not attachable.");
  return {{"PermissionsBoundaryType", "Policy"}, {"PermissionsBoundaryArn", boost_view(arn)}};
}

json::object put_boundary(Iam& iam, const Input& input, Kind kind) {
  json::object entity = modifiable(iam, input, kind);
  entity["PermissionsBoundary"] = boundary(iam, input);
  save(iam, input, kind, entity);
  return {};
}

json::object delete_boundary(Iam& iam, const Input& input, Kind kind) {
  json::object entity = modifiable(iam, input, kind);
  entity.erase("PermissionsBoundary");
  save(iam, input, kind, entity);
  return {};
}

bool is_attached(const json::object& entity, std::string_view policy_arn) {
  const json::object* attached = find_object(entity, "attached");
  return attached && attached->contains(boost_view(policy_arn));
}

bool is_bounded_by(const json::object& entity, std::string_view policy_arn) {
  const json::object* bound = find_object(entity, "PermissionsBoundary");
  return bound && find_text(*bound, "PermissionsBoundaryArn") == policy_arn;
}

PolicyUse use_of(const Iam& iam, const Context& context, std::string_view policy_arn) {
  PolicyUse use;
  for (const Kind kind : {Kind::role, Kind::user, Kind::group}) {
    iam.entities.each(context, kind, "", [&](std::string_view, const json::object& entity) {
      use.attached += is_attached(entity, policy_arn) ? 1 : 0;
      use.bounding += is_bounded_by(entity, policy_arn) ? 1 : 0;
      return true;
    });
  }
  return use;
}

}  // namespace orrery::iam
