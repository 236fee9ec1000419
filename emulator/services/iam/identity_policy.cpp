// What may stand in the policy of an identity, in the order in which AWS looks: its grammar, the version,
// what an older parser refuses, ids, actions, resources.
#include <algorithm>
#include <optional>
#include <set>
#include <vector>

#include "core/http.h"
#include "core/number.h"
#include "services/iam/shared.h"

namespace orrery::iam {
namespace {

AwsError malformed_policy(std::string why) { return {"MalformedPolicyDocument", std::move(why)}; }
AwsError no_policy_grammar() { return malformed_policy("Syntax errors in policy."); }
AwsError no_legacy_policy() { return malformed_policy("The policy failed legacy parsing"); }

// Names of elements are read whatever the case of their letters.
const json::value* element(const json::object& of, std::string_view name) {
  for (const auto& member : of)
    if (same_name({member.key().data(), member.key().size()}, name)) return &member.value();
  return nullptr;
}

bool is_among(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::ranges::any_of(names, [name](std::string_view one) { return same_name(one, name); });
}

// The texts of an element that is one text or a list of them; nothing where it is anything else.
std::optional<std::vector<std::string_view>> texts_of(const json::value& one_or_more) {
  std::vector<std::string_view> texts;
  if (const auto* text = one_or_more.if_string()) {
    texts.push_back(view(*text));
    return texts;
  }
  const json::array* list = one_or_more.if_array();
  if (!list) return std::nullopt;
  for (const json::value& item : *list) {
    if (!item.is_string()) return std::nullopt;
    texts.push_back(view(item.get_string()));
  }
  return texts;
}

struct Statement {
  std::string_view effect, id;
  std::optional<std::vector<std::string_view>> actions, resources;  // of their negations, too
  const json::object* condition = nullptr;
};

// "ForAnyValue:StringLikeIfExists" -> "StringLike"
std::string_view plain_operator(std::string_view name) {
  for (const std::string_view prefix : {"ForAnyValue:", "ForAllValues:"})
    if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
  constexpr std::string_view suffix = "IfExists";
  if (name.ends_with(suffix)) name.remove_suffix(suffix.size());
  return name;
}

bool is_operator(std::string_view name) {
  return is_among(plain_operator(name), {"StringEquals",
                                         "StringNotEquals",
                                         "StringEqualsIgnoreCase",
                                         "StringNotEqualsIgnoreCase",
                                         "StringLike",
                                         "StringNotLike",
                                         "NumericEquals",
                                         "NumericNotEquals",
                                         "NumericLessThan",
                                         "NumericLessThanEquals",
                                         "NumericGreaterThan",
                                         "NumericGreaterThanEquals",
                                         "DateEquals",
                                         "DateNotEquals",
                                         "DateLessThan",
                                         "DateLessThanEquals",
                                         "DateGreaterThan",
                                         "DateGreaterThanEquals",
                                         "Bool",
                                         "BinaryEquals",
                                         "IpAddress",
                                         "NotIpAddress",
                                         "ArnEquals",
                                         "ArnLike",
                                         "ArnNotEquals",
                                         "ArnNotLike",
                                         "Null"});
}

void check_condition_grammar(const json::object& condition) {
  for (const auto& test : condition) {
    const json::object* keys = test.value().if_object();
    if (!keys) throw no_policy_grammar();
    if (!keys->empty() && !is_operator({test.key().data(), test.key().size()})) throw no_policy_grammar();
    for (const auto& key : *keys)
      if (key.value().is_object() || key.value().is_null()) throw no_policy_grammar();
  }
}

std::optional<std::vector<std::string_view>> either(const json::object& from, std::string_view name,
                                                    std::string_view opposite) {
  const json::value* given = element(from, name);
  const json::value* other = element(from, opposite);
  if (given && other) throw no_policy_grammar();
  if (!given && !other) return std::nullopt;
  auto texts = texts_of(given ? *given : *other);
  if (!texts) throw no_policy_grammar();
  return texts;
}

Statement read_statement(const json::value& value) {
  const json::object* from = value.if_object();
  if (!from) throw no_policy_grammar();
  for (const auto& member : *from)
    if (!is_among({member.key().data(), member.key().size()},
                  {"Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition",
                   "Principal", "NotPrincipal"}))
      throw no_policy_grammar();
  Statement read;
  const json::value* effect = element(*from, "Effect");
  if (!effect || !effect->is_string()) throw no_policy_grammar();
  read.effect = view(effect->get_string());
  if (!is_among(read.effect, {"Allow", "Deny"})) throw no_policy_grammar();
  if (const json::value* id = element(*from, "Sid")) {
    if (!id->is_string()) throw no_policy_grammar();
    read.id = view(id->get_string());
  }
  read.actions = either(*from, "Action", "NotAction");
  read.resources = either(*from, "Resource", "NotResource");
  if (const json::value* condition = element(*from, "Condition")) {
    read.condition = condition->if_object();
    if (!read.condition) throw no_policy_grammar();
    check_condition_grammar(*read.condition);
  }
  if (element(*from, "Principal") || element(*from, "NotPrincipal"))
    throw malformed_policy("Policy document should not specify a principal.");
  return read;
}

std::vector<Statement> read_policy(const json::object& policy) {
  for (const auto& member : policy)
    if (!is_among({member.key().data(), member.key().size()}, {"Version", "Id", "Statement", "Conditions"}))
      throw no_policy_grammar();
  const json::value* version = element(policy, "Version");
  if (version && *version != "2012-10-17" && *version != "2008-10-17") throw no_policy_grammar();
  const json::value* id = element(policy, "Id");
  if (id && !id->is_string()) throw no_policy_grammar();
  const json::value* statements = element(policy, "Statement");
  if (!statements) throw no_policy_grammar();
  std::vector<Statement> read;
  if (const json::array* list = statements->if_array())
    for (const json::value& item : *list) read.push_back(read_statement(item));
  else
    read.push_back(read_statement(*statements));
  if (read.empty()) throw no_policy_grammar();
  return read;
}

// The parts of a text between separators.
std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0;;) {
    const std::size_t end = text.find(separator, at);
    parts.push_back(text.substr(at, end - at));
    if (end == text.npos) return parts;
    at = end + 1;
  }
}

bool is_within(std::string_view text, std::int64_t least, std::int64_t most) {
  const auto number = read_number<std::int64_t>(text);
  return number && *number >= least && *number <= most;
}

// "20:37.593194+01:00" and shorter, behind the hour.
bool is_time_of_day(std::string_view text) {
  const std::size_t zone = text.find_first_of("zZ+");
  if (zone != text.npos && text[zone] == '+') {
    const auto parts = split(text.substr(zone + 1), ':');
    if (parts.size() > 2 || parts[0].size() != 2 || !is_within(parts[0], 0, 23)) return false;
    if (parts.size() == 2 && (parts[1].size() != 2 || !is_within(parts[1], 0, 59))) return false;
  } else if (zone != text.npos && zone + 1 != text.size()) {
    return false;
  }
  const auto parts = split(text.substr(0, zone), ':');
  if (parts.size() > 3 || (!parts[0].empty() && !is_within(parts[0], 0, 23))) return false;
  if (parts.size() > 1 && !is_within(parts[1], 0, 59)) return false;
  if (parts.size() < 3) return true;
  const auto seconds = split(parts[2], '.');
  constexpr std::int64_t most_nanoseconds = 999'999'999;
  return seconds.size() <= 2 && is_within(seconds[0], 0, 59) &&
         (seconds.size() == 1 || is_within(seconds[1], 0, most_nanoseconds));
}

// A date of ISO 8601, less of it too, or seconds of the epoch.
bool is_policy_date(std::string_view text) {
  const std::size_t time = text.find_first_of("tT");
  if (time == text.npos && text.find('-') == text.npos)
    return is_within(text, 0, std::numeric_limits<std::int64_t>::max());
  const std::string_view day = text.substr(0, time);
  const std::size_t sign = day.starts_with('-') ? 1 : 0;
  const auto parts = split(day.substr(sign), '-');
  constexpr std::int64_t last_year = 292'278'993, first_year = 292'275'054;  // of Java's milliseconds
  if (parts.size() > 3 || !is_within(parts[0], 0, sign > 0 ? first_year : last_year)) return false;
  if (parts.size() > 1 && !is_within(parts[1], 1, 12)) return false;
  if (parts.size() > 2 && !is_within(parts[2], 1, 31)) return false;
  return time == text.npos || is_time_of_day(text.substr(time + 1));
}

void check_dates(const json::object& condition) {
  for (const auto& test : condition) {
    if (!plain_operator({test.key().data(), test.key().size()}).starts_with("Date")) continue;
    for (const auto& key : test.value().get_object()) {
      const auto dates = texts_of(key.value());
      if (dates && !std::ranges::all_of(*dates, is_policy_date)) throw no_legacy_policy();
    }
  }
}

// "arn:b:c" -> "arn:b:c:*:*:*"
std::string whole_arn(const std::vector<std::string_view>& parts) {
  std::string arn = "arn";
  for (std::size_t i = 1; i < std::max<std::size_t>(parts.size(), 6); ++i)
    arn += ":" + std::string(i < parts.size() ? parts[i] : "*");
  return arn;
}

// Why a resource cannot be one; empty where it can.
std::string fault_of(std::string_view resource) {
  if (resource == "*") return "";
  const auto parts = split(resource, ':');
  const std::string text(resource);
  if (parts.size() == 1) return "Resource " + text + " must be in ARN format or \"*\".";
  if (!parts[1].starts_with("aws") && parts[1] != "*")
    return "Partition \"" + std::string(parts[1]) + "\" is not valid for resource \"" + whole_arn(parts) +
           "\".";
  if (parts.size() == 2 || parts[2].find_first_of("*?") != resource.npos)
    return "Resource vendor must be fully qualified and cannot contain regexes.";
  const bool has_region = parts.size() > 3 && !parts[3].empty() && parts[3] != "*";
  if (parts[2] == "s3" && has_region) return "Resource " + text + " can not contain region information.";
  if (parts[2] != "iam") return "";
  if (has_region) return "IAM resource " + text + " cannot contain region information.";
  constexpr std::string_view kinds[] = {"user/",
                                        "federated-user/",
                                        "role/",
                                        "group/",
                                        "instance-profile/",
                                        "mfa/",
                                        "server-certificate/",
                                        "policy/",
                                        "sms-mfa/",
                                        "saml-provider/",
                                        "oidc-provider/",
                                        "report/",
                                        "access-report/"};
  const std::string_view path = parts.size() > 5 ? parts[5] : "";
  std::string listed;
  for (const std::string_view kind : kinds) {
    if (path.starts_with(kind)) return "";
    listed += (listed.empty() ? "" : ", ") + std::string(kind);
  }
  if (path.starts_with('*') || path.starts_with('$')) return "";
  return "IAM resource path must either be \"*\" or start with " + listed + ".";
}

// The fault of a resource. Refuses at once what has none of those and yet is no ARN.
std::string resource_fault(const std::vector<Statement>& statements) {
  for (const Statement& statement : statements) {
    if (!statement.resources) continue;
    std::vector<std::string_view> resources = *statement.resources;
    std::ranges::sort(resources);
    for (const std::string_view resource : resources)
      if (std::string fault = fault_of(resource); !fault.empty()) return fault;
    for (const std::string_view resource : resources) {
      if (resource == "*") continue;
      const auto parts = split(resource, ':');
      constexpr std::size_t whole = 6;
      if (parts[2].empty() || (parts.size() < whole && resource.find("::") != resource.npos))
        throw no_legacy_policy();
    }
  }
  return "";
}

void check_action(std::string_view action) {
  const auto parts = split(action, ':');
  if (action == "*") return;
  if (parts.size() == 1)
    throw malformed_policy("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
  if (parts.size() > 2) throw malformed_policy("Actions/Condition can contain only one colon.");
  const auto fits = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '.';
  };
  if (parts[0] != "*" && !std::ranges::all_of(parts[0], fits))
    throw malformed_policy("Vendor " + std::string(parts[0]) + " is not valid");
}

void check_ids(const std::vector<Statement>& statements) {
  std::set<std::string_view> ids;
  for (const Statement& statement : statements)
    if (!statement.id.empty() && !ids.insert(statement.id).second)
      throw malformed_policy("Statement IDs (SID) in a single policy must be unique.");
}

}  // namespace

void check_identity_policy(const json::object& policy, PolicyPlace place) {
  const std::vector<Statement> statements = read_policy(policy);
  const json::value* version = element(policy, "Version");
  if (place == PolicyPlace::managed && (!version || *version != "2012-10-17"))
    throw malformed_policy("Policy document must be version 2012-10-17 or greater.");
  for (const Statement& statement : statements) {
    if (statement.effect != "Allow" && statement.effect != "Deny") throw no_legacy_policy();
    if (statement.condition) check_dates(*statement.condition);
  }
  const std::string fault = resource_fault(statements);
  check_ids(statements);
  const auto lacks = [](const auto& texts) { return !texts || texts->empty(); };
  for (const Statement& statement : statements)
    if (lacks(statement.actions)) throw malformed_policy("Policy statement must contain actions.");
  if (!fault.empty()) throw malformed_policy(fault);
  for (const Statement& statement : statements)
    for (const std::string_view action : *statement.actions) check_action(action);
  for (const Statement& statement : statements)
    if (lacks(statement.resources)) throw malformed_policy("Policy statement must contain resources.");
}

}  // namespace orrery::iam
