#include <cctype>

#include "core/account.h"
#include "core/arn.h"
#include "core/ascii.h"
#include "core/digest.h"
#include "services/sts/sts.h"

namespace orrery {
namespace {

constexpr std::string_view base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

std::string upper_letters(std::string_view seed, std::size_t count) {
  const std::string digest = sha256(seed);
  std::string letters;
  for (std::size_t i = 0; i < count; ++i) letters += base32[static_cast<unsigned char>(digest[i]) % 32];
  return letters;
}

}  // namespace

json::object Sts::credentials(std::string_view account, const json::object& identity,
                              std::int64_t duration_s) {
  const Instant expires = clock_.now() + std::chrono::seconds(duration_s);
  const std::string key = "ASIA" + encode_account(account, entropy_.number());
  sessions_.keep(key, identity, expires);
  const std::string token = "FwoGZXIvYXdzE" + entropy_.letters(340);
  return {{"AccessKeyId", key},
          {"SecretAccessKey", entropy_.letters(40)},
          {"SessionToken", token + "=="},
          {"Expiration", iso_time(expires).substr(0, 19) + "Z"}};
}

json::object Sts::identity(const Context& context) const {
  if (auto session = sessions_.find(context.access_key)) {
    session->erase("passed_on");
    return *std::move(session);
  }
  if (context.access_key.starts_with("AKIA") && caller_.knows("iam")) {
    try {
      const json::object owner =
          caller_.call_now("iam", "GetAccessKeyLastUsed", context, {{"AccessKeyId", context.access_key}});
      const json::object found =
          caller_.call_now("iam", "GetUser", context, {{"UserName", owner.at("UserName")}});
      const json::value& user = found.at("User");
      return {{"UserId", user.at("UserId")}, {"Arn", user.at("Arn")}};
    } catch (const AwsError&) {
      // Any key does, also one that nobody was given.
    }
  }
  return {{"UserId", context.account}, {"Arn", root_arn(context.region, context.account)}};
}

json::array Sts::passed_on(const Context& context) const {
  const auto session = sessions_.find(context.access_key);
  const json::array* keys = session ? find_array(*session, "passed_on") : nullptr;
  return keys ? *keys : json::array();
}

std::string Sts::role_id(const Context& context, std::string_view account, std::string_view role_name) {
  if (caller_.knows("iam")) {
    try {
      Context owner = context;
      owner.account = account;
      const json::object found =
          caller_.call_now("iam", "GetRole", owner, {{"RoleName", boost_view(role_name)}});
      if (const auto* role = find_object(found, "Role")) {
        if (const auto id = find_text(*role, "RoleId")) return std::string(*id);
      }
    } catch (const AwsError&) {
      // Roles are accepted unchecked: one that was never created has an id all the same.
    }
  }
  return "AROA" + upper_letters(std::string(account) + "/" + std::string(role_name), 17);
}

RoleArn role_arn(const Input& input) {
  const std::string_view text = input.text("RoleArn", 20, 2048);
  const auto arn = parse_arn(text);
  if (!arn || arn->service != "iam" || !arn->resource.starts_with("role/") || arn->account.size() != 12) {
    throw AwsError("ValidationError", std::string(text) + " is invalid");
  }
  return {arn->account, arn->resource.substr(arn->resource.rfind('/') + 1)};
}

std::string_view session_name(const Input& input, std::string_view member, std::size_t longest) {
  const std::string_view name = input.text(member, 2, longest);
  for (const char c : name) {
    const bool fits = std::isalnum(static_cast<unsigned char>(c)) ||
                      std::string_view("_+=,.@-").find(c) != std::string_view::npos;
    if (fits) continue;
    throw AwsError("ValidationError", "1 validation error detected: Value '" + std::string(name) + "' at '" +
                                          lower(member.substr(0, 1)) + std::string(member.substr(1)) +
                                          "' failed to satisfy constraint: Member must satisfy "
                                          "regular expression pattern: [\\w+=,.@-]*");
  }
  return name;
}

std::optional<std::int64_t> packed_policy_size(const Input& input) {
  const auto text = input.maybe_text("Policy");
  if (!text) return std::nullopt;
  const auto policy = parse_json(*text);
  if (!policy || !policy->is_object())
    throw AwsError("MalformedPolicyDocument", "This policy contains invalid Json");
  if (!policy->get_object().contains("Statement"))
    throw AwsError("MalformedPolicyDocument", "Syntax errors in policy.");
  return static_cast<std::int64_t>(text->size() * 100 / 2048);
}

json::object begin_session(Sts& sts, const Context& context, const RoleArn& role, std::string_view session,
                           std::int64_t duration_s, json::array passed_on) {
  const std::string id = sts.role_id(context, role.account, role.name) + ":" + std::string(session);
  const std::string arn = make_global_arn("sts", context.region, role.account,
                                          "assumed-role/" + role.name + "/" + std::string(session));
  json::object identity{{"UserId", id}, {"Arn", arn}};
  if (!passed_on.empty()) identity["passed_on"] = std::move(passed_on);
  return {{"Credentials", sts.credentials(role.account, identity, duration_s)},
          {"AssumedRoleUser", {{"AssumedRoleId", id}, {"Arn", arn}}}};
}

}  // namespace orrery
