#include "services/sns/message_attributes.h"

#include "core/error.h"

namespace orrery::sns {
namespace {

constexpr std::size_t longest_name = 256;
constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.";

AwsError refused(std::string message) { return {"ParameterValueInvalid", std::move(message)}; }

void check_name(std::string_view name) {
  if (name.size() > longest_name)
    throw refused("Length of message attribute name must be less than 256 bytes.");
  if (name.starts_with('.')) {
    throw refused("Invalid message attribute name starting with character '.' was found.");
  }
  if (name.ends_with('.'))
    throw refused("Invalid message attribute name ending with character '.' was found.");
  if (const auto wrong = name.find_first_not_of(letters); wrong != name.npos) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(name[wrong]);
    throw refused(
        "Invalid non-alphanumeric character '#x" + std::string{digits[byte >> 4], digits[byte & 15]} +
        "' was found in the message attribute name. Can only include alphanumeric characters, hyphens, "
        "underscores, or dots.");
  }
  if (name.find("..") != name.npos) {
    throw refused("Message attribute name can not have successive '.' character.");
  }
}

bool is_type(std::string_view type) {
  for (const std::string_view base : {"String", "Number", "Binary"})
    if (type == base || (type.starts_with(base) && type.size() > base.size() + 1 && type[base.size()] == '.'))
      return true;
  return false;
}

}  // namespace

void check_message_attributes(const json::object& attributes, const std::string& at) {
  for (const auto& [key, value] : attributes) {
    const std::string_view name(key.data(), key.size());
    check_name(name);
    static const json::object nothing;
    const json::object& attribute = value.is_object() ? value.get_object() : nothing;
    const auto given = find_text(attribute, "DataType");
    if (!given) {
      throw AwsError("ValidationError",
                     "1 validation error detected: Value null at '" + at + "." + std::string(name) +
                         ".member.dataType' failed to satisfy constraint: Member must not be null");
    }
    const std::string quoted = "'" + std::string(name) + "'", type(*given);
    if (!is_type(type)) {
      throw refused("The message attribute " + quoted +
                    " has an invalid message attribute type, the set of supported type prefixes is Binary, "
                    "Number, and String.");
    }
    const std::string field = type.starts_with("Binary") ? "Binary" : "String";
    const auto text = find_text(attribute, field + "Value");
    const bool any = attribute.contains("StringValue") || attribute.contains("BinaryValue");
    if (any && !text) {
      throw refused("The message attribute " + quoted + " with type '" + type + "' must use field '" + field +
                    "'.");
    }
    if (!text || text->empty()) {
      throw refused("The message attribute " + quoted +
                    " must contain non-empty message attribute value for message attribute type '" + type +
                    "'.");
    }
  }
}

std::size_t size_of_attributes(const json::object& attributes) {
  std::size_t size = 0;
  for (const auto& [name, value] : attributes) {
    size += name.size();
    if (!value.is_object()) continue;
    for (const char* member : {"DataType", "StringValue"})
      size += find_text(value.get_object(), member).value_or("").size();
    size += find_text(value.get_object(), "BinaryValue").value_or("").size() * 3 / 4;
  }
  return size;
}

}  // namespace orrery::sns
