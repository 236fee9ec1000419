// Roles are not enforced: any role of any account may be assumed. Session policies and tags change nothing
// here, since nothing is ever denied.
#include <set>

#include "services/sts/operations/operations.h"

namespace orrery::sts {
namespace {

AwsError refused(const char* why) { return {"InvalidParameterValue", why}; }

// Keys of tags are the same in large letters and small.
void check_tags(const Input& input) {
  const auto small = [](std::string_view text) {
    std::string letters(text);
    for (char& c : letters) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return letters;
  };
  std::set<std::string> keys;
  if (const json::array* tags = input.maybe_list("Tags"))
    for (const json::value& tag : *tags)
      if (tag.is_object() && !keys.insert(small(find_text(tag.get_object(), "Key").value_or(""))).second)
        throw refused("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
  if (const json::array* passed_on = input.maybe_list("TransitiveTagKeys"))
    for (const json::value& key : *passed_on)
      if (key.is_string() && !keys.contains(small(view(key.get_string()))))
        throw refused("The specified transitive tag key must be included in the requested tags.");
}

}  // namespace

json::object assume_role(Sts& sts, const Input& input) {
  const RoleArn role = role_arn(input);
  const std::string_view session = session_name(input);
  check_tags(input);
  const auto duration_s = input.maybe_number("DurationSeconds", 900, 43200).value_or(3600);

  json::object result = begin_session(sts, input.context, role, session, duration_s);
  if (const auto policy = input.maybe_text("Policy"))
    result["PackedPolicySize"] = policy->size() * 100 / 2048;
  if (const auto source = input.maybe_text("SourceIdentity")) result["SourceIdentity"] = boost_view(*source);
  return result;
}

}  // namespace orrery::sts
