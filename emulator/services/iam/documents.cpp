// What may stand in the documents of policies.
#include <algorithm>

#include "core/http.h"
#include "services/iam/shared.h"

namespace orrery::iam {
namespace {

constexpr std::size_t longest_document = 131'072;

// Policies write a list of one as that one.
template <class Visit>
void for_each_of(const json::value& one_or_more, Visit&& visit) {
  if (!one_or_more.is_array()) return visit(one_or_more);
  for (const json::value& item : one_or_more.get_array()) visit(item);
}

bool is_trust_action(std::string_view action) {
  if (action.find('*') != action.npos) return true;
  for (const std::string_view known :
       {"sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity", "sts:TagSession",
        "sts:SetSourceIdentity", "sts:SetContext"})
    if (same_name(action, known)) return true;
  return false;
}

AwsError over_quota(const std::string& quota) {
  return {"LimitExceeded", "Cannot exceed quota for " + quota, 409};
}

}  // namespace

std::size_t policy_size(std::string_view document) {
  return static_cast<std::size_t>(std::ranges::count_if(
      document, [](char c) { return c != ' ' && c != '\t' && c != '\n' && c != '\r'; }));
}

std::string_view policy_document(const Input& input, PolicyPlace place) {
  const std::string_view text = input.text("PolicyDocument", 1, longest_document);
  const auto document = parse_json(text);
  if (!document || !document->is_object())
    throw AwsError("MalformedPolicyDocument", "Syntax errors in policy.");
  check_identity_policy(document->get_object(), place);
  if (place == PolicyPlace::managed && policy_size(text) > 6144) throw over_quota("PolicySize: 6144");
  return text;
}

std::string_view trust_document(const Input& input, std::string_view member) {
  const std::string_view text = input.text(member, 1, longest_document);
  const auto document = parse_json(text);
  if (!document || !document->is_object())
    throw AwsError("MalformedPolicyDocument", "This policy contains invalid Json");
  const json::value* statements = find(document->get_object(), "Statement");
  if (!statements) throw AwsError("MalformedPolicyDocument", "Syntax errors in policy.");
  for_each_of(*statements, [](const json::value& statement) {
    const json::object* members = statement.if_object();
    if (!members) return;
    if (members->contains("Resource"))
      throw AwsError("MalformedPolicyDocument", "Has prohibited field Resource");
    const json::value* actions = find(*members, "Action");
    if (!actions) return;
    for_each_of(*actions, [](const json::value& action) {
      if (action.is_string() && !is_trust_action(view(action.get_string())))
        throw AwsError("MalformedPolicyDocument",
                       "AssumeRole policy may only specify STS AssumeRole actions.");
    });
  });
  if (policy_size(text) > 2048) throw over_quota("ACLSizePerRole: 2048");
  return text;
}

}  // namespace orrery::iam
