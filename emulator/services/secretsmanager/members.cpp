#include "services/secretsmanager/members.h"

#include "core/ascii.h"
#include "core/tags.h"

namespace orrery::secretsmanager {

void describe(const Input& input, json::object& secret) {
  if (input.has("Description")) secret["Description"] = boost_view(input.text("Description", 0, 2048));
  if (input.has("KmsKeyId")) secret["KmsKeyId"] = boost_view(input.text("KmsKeyId", 0, 2048));
  for (const char* member : {"Description", "KmsKeyId"})
    if (text_of(secret, member).empty()) secret.erase(member);
}

const json::array* maybe_texts(const Input& input, std::string_view name, std::size_t min, std::size_t max) {
  const json::array* list = input.maybe_list(name);
  if (!list) return nullptr;
  std::string shown;
  for (const json::value& one : *list) {
    if (!one.is_string()) throw AwsError("SerializationException", "Expected string or null");
    shown += (shown.empty() ? "" : ", ") + std::string(view(one.get_string()));
  }
  if (list->size() < min || list->size() > max)
    throw AwsError("ValidationException",
                   "1 validation error detected: Value '[" + shown + "]' at '" + lower_first(name) +
                       "' failed to satisfy constraint: Member must have length " +
                       (list->size() < min ? "greater than or equal to " + std::to_string(min)
                                           : "less than or equal to " + std::to_string(max)));
  return list;
}

void add_tags(json::object& secret, const json::array& list) {
  constexpr std::size_t most = 50;
  const json::object* before = find_object(secret, "tags");
  json::object tags = before ? *before : json::object();
  for (const auto& [key, value] : tags_of(&list)) {
    if (std::string_view(key).starts_with("aws:"))
      throw invalid_parameter("Tag keys can't start with the reserved prefix aws:.");
    tags[key] = value;
  }
  if (tags.size() > most) throw invalid_parameter("A secret can have up to 50 tags.");
  secret["tags"] = std::move(tags);
}

bool is_policy(std::string_view text) {
  const auto policy = parse_json(text);
  return policy && policy->is_object() && find(policy->get_object(), "Statement");
}

AwsError malformed_policy() {
  return {"MalformedPolicyDocumentException", "This resource policy contains invalid Json."};
}

}  // namespace orrery::secretsmanager
