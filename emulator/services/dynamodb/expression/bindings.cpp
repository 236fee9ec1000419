#include "services/dynamodb/expression/bindings.h"

#include "services/dynamodb/errors.h"
#include "services/dynamodb/value.h"

namespace orrery::dynamodb {
namespace {

bool is_placeholder(std::string_view key, char sign) {
  if (key.size() < 2 || key[0] != sign) return false;
  for (const char c : key.substr(1)) {
    const bool good = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    if (!good) return false;
  }
  return true;
}

// Only names tell how long the key is.
void check_length(std::string_view key, const std::string& what, char sign) {
  if (key.size() <= 255) return;
  throw validation(what +
                   " contains invalid key: The expression attribute map contains a key that is too long;" +
                   (sign == '#' ? " size of key: " + std::to_string(key.size()) : ""));
}

void check_keys(const json::object& map, const std::string& what, char sign) {
  if (map.empty()) throw validation(what + " must not be empty");
  for (const auto& member : map) {
    const std::string_view key(member.key().data(), member.key().size());
    check_length(key, what, sign);
    if (!is_placeholder(key, sign)) {
      throw validation(what + " contains invalid key: Syntax error; key: \"" + std::string(key) + "\"");
    }
  }
}

}  // namespace

Bindings::Bindings(const json::object& request, Words words) {
  if (const json::object* names = find_object(request, "ExpressionAttributeNames")) {
    check_keys(*names, "ExpressionAttributeNames", '#');
    for (const auto& member : *names) {
      const std::string_view name = member.value().is_string() ? view(member.value().as_string()) : "";
      if (name.empty()) {
        throw validation("ExpressionAttributeNames contains invalid value: Empty attribute name for key " +
                         std::string(member.key()));
      }
      names_[std::string(member.key())].text = name;
    }
  }
  if (const json::object* values = find_object(request, "ExpressionAttributeValues")) {
    check_keys(*values, "ExpressionAttributeValues", ':');
    for (const auto& member : *values) {
      try {
        values_[std::string(member.key())].text =
            encode_value(member.value(), words == Words::plain ? Reading::current : Reading::older);
      } catch (const AwsError& error) {
        if (words == Words::plain) throw;
        throw validation("ExpressionAttributeValues contains invalid value: " + error.message + " for key " +
                         std::string(member.key()));
      }
    }
  }
}

const std::string* Bindings::name(std::string_view alias) {
  const auto found = names_.find(alias);
  if (found == names_.end()) return nullptr;
  found->second.used = true;
  return &found->second.text;
}

const std::string* Bindings::value(std::string_view name) {
  const auto found = values_.find(name);
  if (found == values_.end()) return nullptr;
  found->second.used = true;
  return &found->second.text;
}

void Bindings::check_all_used() const {
  const auto check = [](const auto& entries, const std::string& what) {
    std::string unused;
    for (const auto& [key, entry] : entries) {
      if (!entry.used) unused += (unused.empty() ? "" : ", ") + key;
    }
    if (!unused.empty()) {
      throw validation("Value provided in " + what + " unused in expressions: keys: {" + unused + "}");
    }
  };
  check(names_, "ExpressionAttributeNames");
  check(values_, "ExpressionAttributeValues");
}

}  // namespace orrery::dynamodb
