#include <map>

#include "core/ascii.h"
#include "core/digest.h"
#include "services/sqs/message.h"
#include "services/sqs/refusal.h"

namespace orrery::sqs {
namespace {

constexpr std::size_t most_attributes = 10;
constexpr std::size_t longest_name = 256;
constexpr std::size_t longest_type = 255;

constexpr std::string_view name_letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.";

bool is_decimal(std::string_view text) {
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  bool digits = false, point = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c >= '0' && c <= '9') {
      digits = true;
    } else if (c == '.' && !point) {
      point = true;
    } else if ((c == 'e' || c == 'E') && digits && i + 1 < text.size()) {
      std::string_view exponent = text.substr(i + 1);
      if (exponent.front() == '-' || exponent.front() == '+') exponent.remove_prefix(1);
      return !exponent.empty() && exponent.find_first_not_of("0123456789") == exponent.npos;
    } else {
      return false;
    }
  }
  return digits;
}

// "Binary.png" -> "Binary"
std::string_view base_type(std::string_view type) { return type.substr(0, type.find('.')); }

void check_name(std::string_view name) {
  if (name.empty() || name.size() > longest_name || name.find_first_not_of(name_letters) != name.npos ||
      name.starts_with('.') || name.ends_with('.') || name.find("..") != name.npos) {
    throw invalid_value(
        "Message (user) attribute name can contain upper and lower case score characters, digits, periods, "
        "hyphens "
        "and underscores, must not start or end with a period, and must not have consecutive periods.");
  }
  if (starts_with_any(lower(name), {"aws.", "amazon."})) {
    throw invalid_value("Message (user) attribute name '" + std::string(name) +
                        "' is invalid. You can't use attribute names starting with 'AWS.' or 'Amazon.'.");
  }
}

void check_attribute(std::string_view name, const json::value& value) {
  check_name(name);
  const std::string quoted = "'" + std::string(name) + "'";
  const auto* attribute = value.if_object();
  const auto type = attribute ? find_text(*attribute, "DataType") : std::nullopt;
  if (!type || type->empty()) {
    throw invalid_value("Message (user) attribute " + quoted +
                        " must contain a non-empty message attribute type.");
  }
  const std::string_view base = base_type(*type);
  if (base != "String" && base != "Number" && base != "Binary") {
    throw invalid_value(
        "The message attribute " + quoted +
        " has an invalid message attribute type, the set of supported type prefixes is Binary, "
        "Number, and String.");
  }
  if (type->size() > longest_type)
    throw invalid_value("Message (user) attribute types must be shorter than 256 Bytes");
  for (const char* list : {"StringListValues", "BinaryListValues"}) {
    const auto* values = find_array(*attribute, list);
    if (values != nullptr && !values->empty()) {
      throw AwsError("UnsupportedOperation",
                     "Message attribute list values in SendMessage operation are not supported.");
    }
  }
  const auto text = find_text(*attribute, base == "Binary" ? "BinaryValue" : "StringValue");
  if (!text || text->empty()) {
    throw invalid_value("Message (user) attribute " + quoted + " must contain a non-empty value of type '" +
                        std::string(base == "Binary" ? "Binary" : "String") + "'.");
  }
  if (base == "String" && !is_sendable(*text)) throw invalid_value(std::string(says_unsendable));
  if (base == "Number" && !is_decimal(*text)) {
    throw invalid_value("Can't cast the value of message (user) attribute " + quoted + " to a number.");
  }
  if (base == "Binary" && !from_base64(*text)) {
    throw invalid_value("Message (user) attribute " + quoted +
                        " must contain a non-empty value of type 'Binary'.");
  }
}

// Type and raw bytes of an attribute that has been checked.
std::pair<std::string_view, std::string> content(const json::value& value) {
  const json::object& attribute = value.as_object();
  const std::string_view type = find_text(attribute, "DataType").value();
  if (base_type(type) == "Binary")
    return {type, from_base64(find_text(attribute, "BinaryValue").value()).value()};
  return {type, std::string(find_text(attribute, "StringValue").value())};
}

}  // namespace

void check_message_attributes(const json::object& attributes) {
  if (attributes.size() > most_attributes) {
    throw invalid_value("Number of message attributes [" + std::to_string(attributes.size()) +
                        "] exceeds the allowed maximum [10].");
  }
  for (const auto& [name, value] : attributes) check_attribute(name, value);
}

std::size_t size_of(const json::object& attributes) {
  std::size_t size = 0;
  for (const auto& [name, value] : attributes) {
    const auto [type, bytes] = content(value);
    size += name.size() + type.size() + bytes.size();
  }
  return size;
}

// In the order of the names: each of name, type and value with its length before it, and a byte between that
// says whether the value is text (1) or binary (2).
std::string md5_of(const json::object& attributes) {
  if (attributes.empty()) return {};
  std::map<std::string_view, const json::value*> sorted;
  for (const auto& [name, value] : attributes)
    sorted.emplace(std::string_view(name.data(), name.size()), &value);
  Digest digest("md5");
  const auto add = [&](std::string_view part) {
    digest.update(big_endian(static_cast<std::uint32_t>(part.size())));
    digest.update(part);
  };
  for (const auto& [name, value] : sorted) {
    const auto [type, bytes] = content(*value);
    add(name);
    add(type);
    digest.update(base_type(type) == "Binary" ? "\2" : "\1");
    add(bytes);
  }
  return to_hex(digest.finish());
}

}  // namespace orrery::sqs
