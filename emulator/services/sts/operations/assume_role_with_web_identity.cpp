// The token is read, never verified: there is no identity provider to ask.
#include "core/digest.h"
#include "services/sts/operations/operations.h"

namespace orrery::sts {
namespace {

// The claims of a JSON web token; nothing where it is none.
std::optional<json::object> claims(std::string_view token) {
  const auto first = token.find('.');
  const auto second = token.find('.', first + 1);
  if (first == std::string_view::npos || second == std::string_view::npos) return std::nullopt;
  std::string payload(token.substr(first + 1, second - first - 1));
  for (char& letter : payload) letter = letter == '-' ? '+' : letter == '_' ? '/' : letter;
  payload.append((4 - payload.size() % 4) % 4, '=');
  const auto text = from_base64(payload);
  if (!text) return std::nullopt;
  const auto value = parse_json(*text);
  if (!value || !value->is_object()) return std::nullopt;
  return value->as_object();
}

}  // namespace

json::object assume_role_with_web_identity(Sts& sts, const Input& input) {
  const RoleArn role = role_arn(input);
  const std::string_view session = session_name(input);
  const std::string_view token = input.text("WebIdentityToken", 4, 20000);
  const auto duration_s = input.maybe_number("DurationSeconds", 900, 43200).value_or(3600);
  const auto packed = packed_policy_size(input);

  json::object result = begin_session(sts, input.context, role, session, duration_s);
  if (packed) result["PackedPolicySize"] = *packed;
  if (const auto known = claims(token)) {
    if (const auto subject = find_text(*known, "sub")) {
      result["SubjectFromWebIdentityToken"] = boost_view(*subject);
    }
    if (const auto audience = find_text(*known, "aud")) result["Audience"] = boost_view(*audience);
    if (const auto issuer = find_text(*known, "iss")) result["Provider"] = boost_view(*issuer);
  }
  if (const auto provider = input.maybe_text("ProviderId")) result["Provider"] = boost_view(*provider);
  return result;
}

}  // namespace orrery::sts
