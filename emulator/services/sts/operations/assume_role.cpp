// Roles are not enforced: any role of any account may be assumed. Session policies and tags change nothing
// here, since nothing is ever denied.
#include <set>

#include "core/ascii.h"
#include "services/sts/operations/operations.h"

namespace orrery::sts {
namespace {

AwsError refused(const char* why) { return {"InvalidParameterValue", why}; }

// The keys of tags that the new session passes on, in small letters: those its caller's does, and those it is
// told to.
json::array keys_to_pass_on(const Sts& sts, const Input& input) {
  json::array passed_on = sts.passed_on(input.context);
  std::set<std::string> keys;
  if (const json::array* tags = input.maybe_list("Tags"))
    for (const json::value& tag : *tags)
      if (tag.is_object() && !keys.insert(lower(find_text(tag.get_object(), "Key").value_or(""))).second)
        throw refused("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
  for (const json::value& key : passed_on)
    if (keys.contains(std::string(view(key.as_string()))))
      throw refused(
          "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag "
          "key from the calling session.");
  if (const json::array* wanted = input.maybe_list("TransitiveTagKeys"))
    for (const json::value& key : *wanted) {
      if (!key.is_string()) continue;
      const std::string name = lower(view(key.get_string()));
      if (!keys.contains(name))
        throw refused("The specified transitive tag key must be included in the requested tags.");
      passed_on.emplace_back(name);
    }
  return passed_on;
}

}  // namespace

json::object assume_role(Sts& sts, const Input& input) {
  const RoleArn role = role_arn(input);
  const std::string_view session = session_name(input);
  json::array passed_on = keys_to_pass_on(sts, input);
  const auto duration_s = input.maybe_number("DurationSeconds", 900, 43200).value_or(3600);
  const auto packed = packed_policy_size(input);

  json::object result = begin_session(sts, input.context, role, session, duration_s, std::move(passed_on));
  if (packed) result["PackedPolicySize"] = *packed;
  if (const auto source = input.maybe_text("SourceIdentity")) result["SourceIdentity"] = boost_view(*source);
  return result;
}

}  // namespace orrery::sts
