#include "services/secretsmanager/filters.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/arn.h"
#include "core/ascii.h"
#include "services/secretsmanager/secrets.h"

namespace orrery::secretsmanager {
namespace {

constexpr std::string_view filter_keys[] = {"description",    "name",           "tag-key", "tag-value",
                                            "primary-region", "owning-service", "all"};

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : lower(text)) {
    const bool letter =
        (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (static_cast<unsigned char>(c) & 0x80);
    if (letter)
      words.back() += c;
    else if (!words.back().empty())
      words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

// Each word of the wanted begins one of the text.
bool has_words(std::string_view text, std::string_view wanted) {
  const std::vector<std::string> words = words_of(text);
  const std::vector<std::string> asked = words_of(wanted);
  return !asked.empty() && std::all_of(asked.begin(), asked.end(), [&](const std::string& word) {
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& one) { return one.starts_with(word); });
  });
}

bool has_tag(const json::object& secret, std::string_view wanted, bool key) {
  const json::object* tags = find_object(secret, "tags");
  return tags && std::any_of(tags->begin(), tags->end(), [&](const json::key_value_pair& tag) {
           return (key ? std::string_view(tag.key()) : view(tag.value().as_string())).starts_with(wanted);
         });
}

std::string all_text(const json::object& secret) {
  std::string text = text_of(secret, "Name") + ' ' + text_of(secret, "Description");
  if (const json::object* tags = find_object(secret, "tags"))
    for (const auto& [key, value] : *tags)
      text += ' ' + std::string(key) + ' ' + std::string(view(value.as_string()));
  return text;
}

bool fits_value(std::string_view key, const json::object& secret, std::string_view wanted) {
  if (wanted.starts_with('!')) return !fits_value(key, secret, wanted.substr(1));
  if (key == "name") return text_of(secret, "Name").starts_with(wanted);
  if (key == "description") return has_words(text_of(secret, "Description"), wanted);
  if (key == "tag-key") return has_tag(secret, wanted, true);
  if (key == "tag-value") return has_tag(secret, wanted, false);
  if (key == "all") return has_words(all_text(secret), wanted);
  return false;  // no secret has replicas or belongs to another service
}

bool fits(const json::object& filter, const json::object& secret) {
  const json::array& values = *find_array(filter, "Values");
  return std::any_of(values.begin(), values.end(), [&](const json::value& value) {
    return fits_value(*find_text(filter, "Key"), secret, view(value.as_string()));
  });
}

}  // namespace

void check_filters(const json::array& filters) {
  std::size_t number = 0;
  for (const json::value& one : filters) {
    ++number;
    if (!one.is_object())
      throw AwsError("SerializationException", "Start of structure or map found where not expected.");
    const json::object& filter = one.get_object();
    const std::string key = text_of(filter, "Key");
    if (key.empty()) throw invalid_parameter("Invalid filter key");
    if (std::find(std::begin(filter_keys), std::end(filter_keys), key) == std::end(filter_keys))
      throw AwsError("ValidationException",
                     "1 validation error detected: Value '" + key + "' at 'filters." +
                         std::to_string(number) +
                         ".member.key' failed to satisfy constraint: Member must satisfy enum value set: "
                         "[all, name, tag-key, description, tag-value, primary-region, owning-service]");
    const json::array* values = find_array(filter, "Values");
    if (!values || values->empty()) throw invalid_parameter("Invalid filter values for key: " + key);
    for (const json::value& value : *values)
      if (!value.is_string()) throw AwsError("SerializationException", "Expected string or null");
  }
}

bool fits_filters(const json::array& filters, const json::object& secret) {
  return std::all_of(filters.begin(), filters.end(),
                     [&](const json::value& filter) { return fits(filter.as_object(), secret); });
}

}  // namespace orrery::secretsmanager
