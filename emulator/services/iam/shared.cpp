#include "services/iam/shared.h"

#include "core/arn.h"
#include "core/http.h"

namespace orrery::iam {
namespace {

constexpr std::string_view name_letters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+=,.@_-";
constexpr std::size_t most_tags = 50;

std::string lower_first(std::string_view text) {
  std::string lowered(text);
  lowered[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(lowered[0])));
  return lowered;
}

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

json::object required(std::optional<json::object> entity, std::string message) {
  if (!entity) throw no_such_entity(std::move(message));
  return *std::move(entity);
}

}  // namespace

AwsError no_such_entity(std::string message) { return {"NoSuchEntity", std::move(message), 404}; }
AwsError already_exists(std::string message) { return {"EntityAlreadyExists", std::move(message), 409}; }
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

std::string_view policy_document(const Input& input, std::string_view member) {
  const std::string_view text = input.text(member, 1, 131'072);
  const auto document = parse_json(text);
  if (!document || !document->is_object()) {
    throw AwsError("MalformedPolicyDocument", "This policy contains invalid Json");
  }
  if (find(document->get_object(), "Statement") == nullptr) {
    throw AwsError("MalformedPolicyDocument", "Syntax errors in policy.");
  }
  return text;
}

std::string encoded(std::string_view document) { return percent_encode(document); }

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

NamedPolicy existing_policy(const Iam& iam, const Input& input) {
  const std::string_view text = input.text("PolicyArn", 20, 2048);
  const auto arn = parse_arn(text);
  if (!arn || arn->service != "iam" || !arn->resource.starts_with("policy/")) {
    throw AwsError("ValidationError", "ARN " + std::string(text) + " is not valid.");
  }
  const std::string name = arn->resource.substr(arn->resource.rfind('/') + 1);
  if (arn->account == "aws") {
    return {name, aws_policy(*arn, name)};
  }
  return {name, required(iam.entities.find(input.context, Kind::policy, name),
                         "Policy " + std::string(text) + " was not found.")};
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

json::object show_role(const json::object& entity) {
  json::object role = shown(entity);
  role["AssumeRolePolicyDocument"] = encoded(view(entity.at("AssumeRolePolicyDocument").as_string()));
  if (role.at("Tags").as_array().empty()) role.erase("Tags");
  role["RoleLastUsed"] = json::object();
  return role;
}

json::object show_user(const json::object& entity) {
  json::object user = shown(entity);
  if (user.at("Tags").as_array().empty()) user.erase("Tags");
  return user;
}

json::object show_group(const json::object& entity) { return shown(entity); }

json::object show_policy(const Iam& iam, const Context& context, const json::object& entity) {
  json::object policy = shown(entity);
  policy["AttachmentCount"] = attachments(iam, context, find_text(entity, "Arn").value());
  policy["PermissionsBoundaryUsageCount"] = 0;
  return policy;
}

json::object show_profile(const Iam& iam, const Context& context, const json::object& entity) {
  json::object profile = shown(entity);
  json::array roles;
  if (const auto name = find_text(entity, "role")) {
    if (const auto role = iam.entities.find(context, Kind::role, *name)) roles.push_back(show_role(*role));
  }
  profile["Roles"] = std::move(roles);
  if (profile.at("Tags").as_array().empty()) profile.erase("Tags");
  return profile;
}

void add_tags(json::object& entity, const json::array& tags) {
  json::array& own = entity["Tags"].is_array() ? entity["Tags"].get_array() : entity["Tags"].emplace_array();
  for (const json::value& tag : tags) {
    const auto* members = tag.if_object();
    const auto key = members ? find_text(*members, "Key") : std::nullopt;
    if (!key) throw AwsError("ValidationError", "A tag needs a Key.");
    erase_where(own, [&](const json::value& it) { return it.at("Key") == boost_view(*key); });
    own.push_back(
        {{"Key", boost_view(*key)}, {"Value", boost_view(find_text(*members, "Value").value_or(""))}});
  }
  if (own.size() > most_tags) {
    throw AwsError("LimitExceeded", "The number of tags has reached the maximum limit.", 409);
  }
}

void remove_tags(json::object& entity, const json::array& keys) {
  for (const json::value& key : keys) {
    erase_where(entity["Tags"].as_array(), [&](const json::value& it) { return it.at("Key") == key; });
  }
}

json::object tag(Iam& iam, const Input& input, Kind kind) {
  json::object entity = existing(iam, input, kind);
  add_tags(entity, input.list("Tags"));
  save(iam, input, kind, entity);
  return {};
}

json::object untag(Iam& iam, const Input& input, Kind kind) {
  json::object entity = existing(iam, input, kind);
  remove_tags(entity, input.list("TagKeys"));
  save(iam, input, kind, entity);
  return {};
}

json::object list_tags(const json::object& entity) {
  return {{"Tags", entity.at("Tags")}, {"IsTruncated", false}};
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
