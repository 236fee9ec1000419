#include "services/iam/shared.h"

#include <algorithm>

#include "core/arn.h"
#include "core/ascii.h"
#include "core/http.h"

namespace orrery::iam {
namespace {

constexpr std::string_view name_letters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+=,.@_-";

// The members that begin with a capital: those the API shows.
json::object shown(const json::object& entity) {
  json::object result;
  for (const auto& [key, value] : entity) {
    if (key.front() >= 'A' && key.front() <= 'Z') result[key] = value;
  }
  return result;
}

// AWS's own policies exist in every account. What they allow is not looked at: all of them allow everything
// here.
json::object aws_policy(const Arn& arn, const std::string& name) {
  constexpr const char* made = "2015-02-06T18:40:58Z";
  json::object policy{
      {"PolicyName", name},       {"PolicyId", "ANPAI" + name.substr(0, 16)},
      {"Arn", arn.text()},        {"Path", "/" + arn.resource.substr(7, arn.resource.rfind('/') - 6)},
      {"DefaultVersionId", "v1"}, {"IsAttachable", true},
      {"CreateDate", made},       {"UpdateDate", made},
      {"Tags", json::array()}};
  policy["versions"].emplace_array().push_back(
      {{"VersionId", "v1"},
       {"Document",
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]})"},
       {"IsDefaultVersion", true},
       {"CreateDate", made}});
  return policy;
}

// "v1", "v12.name"
bool is_version_id(std::string_view id) {
  if (id.size() < 2 || id[0] != 'v' || id[1] < '1' || id[1] > '9') return false;
  const auto dot = id.find('.');
  const std::string_view number = id.substr(1, dot == id.npos ? dot : dot - 1);
  const std::string_view label = dot == id.npos ? std::string_view() : id.substr(dot + 1);
  return std::ranges::all_of(number, [](unsigned char c) { return std::isdigit(c) != 0; }) &&
         std::ranges::all_of(label, [](unsigned char c) { return std::isalnum(c) != 0 || c == '-'; });
}

json::object required(std::optional<json::object> entity, std::string message) {
  if (!entity) throw no_such_entity(std::move(message));
  return *std::move(entity);
}

}  // namespace

AwsError no_such_entity(std::string message) { return {"NoSuchEntity", std::move(message), 404}; }
AwsError already_exists(std::string message) { return {"EntityAlreadyExists", std::move(message), 409}; }
AwsError malformed(std::string_view what, std::string_view constraint) {
  return {"ValidationError", "1 validation error detected: Value at '" + std::string(what) +
                                 "' failed to satisfy constraint: Member must " + std::string(constraint)};
}
AwsError delete_conflict(std::string message) { return {"DeleteConflict", std::move(message), 409}; }

std::string_view name_of(const Input& input, std::string_view member, std::size_t longest) {
  const std::string_view name = input.text(member, 1, longest);
  if (name.find_first_not_of(name_letters) != name.npos) {
    throw AwsError("ValidationError",
                   "The specified value for " + lower_first(member) +
                       " is invalid. It must contain only alphanumeric characters and/or the "
                       "following: +=,.@_-");
  }
  return name;
}

std::string path_of(const Input& input) {
  const std::string_view path = input.maybe_text("Path").value_or("/");
  if (path.empty() || path.size() > 512 || path.front() != '/' || path.back() != '/') {
    throw AwsError(
        "ValidationError",
        "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric "
        "characters and/or / characters.");
  }
  return std::string(path);
}

std::string encoded(std::string_view document) { return percent_encode(document); }

json::object new_role(Iam& iam, const Input& input, const std::string& path, const std::string& name,
                      std::string_view trust) {
  json::object role{
      {"Path", path},
      {"RoleName", name},
      {"RoleId", iam.new_id("AROA")},
      {"Arn", make_global_arn("iam", input.context.region, input.context.account, "role" + path + name)},
      {"CreateDate", iam.now()},
      {"AssumeRolePolicyDocument", boost_view(trust)},
      {"MaxSessionDuration", 3600},
      {"Tags", json::array()}};
  if (const auto description = input.maybe_text("Description"))
    role["Description"] = boost_view(*description);
  return role;
}

json::object existing_role(const Iam& iam, const Input& input) {
  const std::string_view name = name_of(input, "RoleName", 64);
  return required(iam.entities.find(input.context, Kind::role, name),
                  "The role with name " + std::string(name) + " cannot be found.");
}

json::object existing_user(const Iam& iam, const Input& input) {
  const std::string_view name = name_of(input, "UserName", 64);
  return required(iam.entities.find(input.context, Kind::user, name),
                  "The user with name " + std::string(name) + " cannot be found.");
}

json::object existing_group(const Iam& iam, const Input& input) {
  const std::string_view name = name_of(input, "GroupName");
  return required(iam.entities.find(input.context, Kind::group, name),
                  "The group with name " + std::string(name) + " cannot be found.");
}

json::object existing_profile(const Iam& iam, const Input& input) {
  const std::string_view name = name_of(input, "InstanceProfileName");
  return required(iam.entities.find(input.context, Kind::profile, name),
                  "Instance Profile " + std::string(name) + " cannot be found.");
}

std::string_view member_of(Kind kind) {
  switch (kind) {
    case Kind::role:
      return "RoleName";
    case Kind::group:
      return "GroupName";
    case Kind::profile:
      return "InstanceProfileName";
    default:
      return "UserName";
  }
}

json::object existing(const Iam& iam, const Input& input, Kind kind) {
  switch (kind) {
    case Kind::role:
      return existing_role(iam, input);
    case Kind::group:
      return existing_group(iam, input);
    case Kind::profile:
      return existing_profile(iam, input);
    case Kind::policy:
      return existing_policy(iam, input).entity;
    default:
      return existing_user(iam, input);
  }
}

void save(Iam& iam, const Input& input, Kind kind, const json::object& entity) {
  const std::string name =
      kind == Kind::policy ? existing_policy(iam, input).name : std::string(input.text(member_of(kind)));
  iam.entities.save(input.context, kind, name, entity);
}

std::optional<NamedPolicy> find_policy(const Iam& iam, const Context& context, std::string_view text) {
  const auto arn = parse_arn(text);
  if (!arn || arn->service != "iam" || !arn->resource.starts_with("policy/")) {
    throw AwsError("ValidationError", "ARN " + std::string(text) + " is not valid.");
  }
  std::string name = arn->resource.substr(arn->resource.rfind('/') + 1);
  if (arn->account == "aws") return NamedPolicy{name, aws_policy(*arn, name)};
  auto entity = iam.entities.find(context, Kind::policy, name);
  if (!entity) return std::nullopt;
  return NamedPolicy{std::move(name), *std::move(entity)};
}

NamedPolicy existing_policy(const Iam& iam, const Input& input) {
  const std::string_view arn = input.text("PolicyArn", 20, 2048);
  auto policy = find_policy(iam, input.context, arn);
  if (!policy) throw no_such_entity("Policy " + std::string(arn) + " was not found.");
  return *std::move(policy);
}

AwsError no_such_version(const Input& input) {
  return no_such_entity("Policy " + std::string(input.text("PolicyArn")) + " version " +
                        std::string(input.text("VersionId")) + " does not exist or is not attachable.");
}

NamedPolicy policy_with_version(const Iam& iam, const Input& input) {
  const std::string_view id = input.text("VersionId");
  if (!is_version_id(id))
    throw malformed("versionId", "satisfy regular expression pattern: v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?");
  auto policy = find_policy(iam, input.context, input.text("PolicyArn", 20, 2048));
  const auto is_it = [id](const json::value& one) { return one.at("VersionId") == boost_view(id); };
  if (policy && std::ranges::any_of(policy->entity.at("versions").as_array(), is_it))
    return *std::move(policy);
  throw no_such_version(input);
}

bool is_service_linked(const json::object& entity) {
  return text_of(entity, "Path").starts_with(service_linked_path);
}

void refuse_protected(const json::object& entity) {
  if (is_service_linked(entity))
    throw AwsError("UnmodifiableEntity", "Cannot perform the operation on the protected role '" +
                                             text_of(entity, "RoleName") +
                                             "' - this role is only modifiable by AWS");
}

void refuse_with_policies(const json::object& entity) {
  const auto has_any = [&](std::string_view part) {
    const auto* policies = find_object(entity, part);
    return policies != nullptr && !policies->empty();
  };
  if (has_any("attached")) throw delete_conflict("Cannot delete entity, must detach all policies first.");
  if (has_any("inline")) throw delete_conflict("Cannot delete entity, must delete policies first.");
}

bool has_member(const json::object& group, std::string_view user) {
  const json::array& members = group.at("members").as_array();
  return std::find(members.begin(), members.end(), boost_view(user)) != members.end();
}

json::object show_role(const json::object& entity, View as) {
  json::object role = shown(entity);
  role["AssumeRolePolicyDocument"] = encoded(view(entity.at("AssumeRolePolicyDocument").as_string()));
  if (as == View::listed || role.at("Tags").as_array().empty()) role.erase("Tags");
  if (as == View::listed) role.erase("PermissionsBoundary");
  if (as == View::made) role.erase("MaxSessionDuration");
  if (as == View::whole) role["RoleLastUsed"] = json::object();
  return role;
}

json::object show_user(const json::object& entity, View as) {
  json::object user = shown(entity);
  if (as == View::listed || user.at("Tags").as_array().empty()) user.erase("Tags");
  if (as == View::listed) user.erase("PermissionsBoundary");
  return user;
}

json::object show_group(const json::object& entity) { return shown(entity); }

json::object show_policy(const Iam& iam, const Context& context, const json::object& entity, View as) {
  json::object policy = shown(entity);
  const PolicyUse use = use_of(iam, context, find_text(entity, "Arn").value());
  policy["AttachmentCount"] = use.attached;
  policy["PermissionsBoundaryUsageCount"] = use.bounding;
  if (as != View::whole) policy.erase("Description");
  if (as == View::listed || (as == View::made && policy.at("Tags").as_array().empty())) policy.erase("Tags");
  return policy;
}

json::object show_profile(const Iam& iam, const Context& context, const json::object& entity) {
  json::object profile = shown(entity);
  json::array roles;
  if (const auto name = find_text(entity, "role")) {
    if (const auto role = iam.entities.find(context, Kind::role, *name))
      roles.push_back(show_role(*role, View::made));
  }
  profile["Roles"] = std::move(roles);
  if (profile.at("Tags").as_array().empty()) profile.erase("Tags");
  return profile;
}

json::object list_page(const Iam& iam, const Input& input, Kind kind, std::string_view member,
                       const std::function<std::optional<json::value>(json::object)>& show) {
  const auto most = static_cast<std::size_t>(input.maybe_number("MaxItems", 1, 1000).value_or(100));
  const std::string_view prefix = input.maybe_text("PathPrefix").value_or("/");
  json::array page;
  std::string last;
  bool more = false;
  iam.entities.each(input.context, kind, input.maybe_text("Marker").value_or(""),
                    [&](std::string_view name, json::object entity) {
                      if (!find_text(entity, "Path").value_or("/").starts_with(prefix)) return true;
                      auto item = show(std::move(entity));
                      if (!item) return true;
                      if (page.size() == most) return !(more = true);
                      page.push_back(*std::move(item));
                      last = name;
                      return true;
                    });
  json::object result{{boost_view(member), std::move(page)}, {"IsTruncated", more}};
  if (more) result["Marker"] = last;
  return result;
}

}  // namespace orrery::iam
