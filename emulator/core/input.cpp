#include "core/input.h"

#include "core/ascii.h"
#include "core/digest.h"
#include "core/error.h"
#include "core/number.h"

namespace orrery {
namespace {

std::string violation(std::string_view value, std::string_view name, std::string_view constraint) {
  return "1 validation error detected: Value '" + std::string(value) + "' at '" + lower_first(name) +
         "' failed to satisfy constraint: " + std::string(constraint);
}

std::string_view json_kind(const json::value& value) {
  switch (value.kind()) {
    case json::kind::string:
      return "STRING_VALUE";
    case json::kind::bool_:
      return value.get_bool() ? "TRUE_VALUE" : "FALSE_VALUE";
    case json::kind::object:
      return "START_OBJECT";
    case json::kind::array:
      return "START_ARRAY";
    case json::kind::double_:
      return "DECIMAL_VALUE";
    default:
      return "NUMBER_VALUE";
  }
}

// Without its fraction; what lies beyond all bounds is the nearest there is.
std::int64_t clamped(double number) {
  if (number >= 0x1p63) return Input::highest;
  return number < -0x1p63 ? Input::lowest : static_cast<std::int64_t>(number);
}

}  // namespace

const json::value* Input::find(std::string_view name) const { return orrery::find(members, name); }
bool Input::has(std::string_view name) const { return find(name) != nullptr; }

void Input::refuse_missing(std::string_view name) const {
  throw AwsError(std::string(refusals_.missing),
                 "1 validation error detected: Value null at '" + lower_first(name) +
                     "' failed to satisfy constraint: Member must not be null");
}

void Input::refuse_type(const json::value& value, std::string_view wanted) const {
  throw AwsError(std::string(refusals_.type),
                 std::string(json_kind(value)) + " cannot be converted to " + std::string(wanted));
}

std::string_view Input::text(std::string_view name) const {
  if (auto text = maybe_text(name)) return *text;
  refuse_missing(name);
}

std::optional<std::string_view> Input::maybe_text(std::string_view name) const {
  const json::value* value = find(name);
  if (!value) return std::nullopt;
  if (!value->is_string()) refuse_type(*value, "String");
  return view(value->get_string());
}

std::string_view Input::text(std::string_view name, std::size_t min, std::size_t max) const {
  const std::string_view value = text(name);
  if (value.size() < min)
    throw AwsError(
        std::string(refusals_.invalid),
        violation(value, name, "Member must have length greater than or equal to " + std::to_string(min)));
  if (value.size() > max)
    throw AwsError(
        std::string(refusals_.invalid),
        violation(value, name, "Member must have length less than or equal to " + std::to_string(max)));
  return value;
}

std::int64_t Input::number(std::string_view name, std::int64_t min, std::int64_t max) const {
  if (auto number = maybe_number(name, min, max)) return *number;
  refuse_missing(name);
}

std::optional<std::int64_t> Input::maybe_number(std::string_view name, std::int64_t min,
                                                std::int64_t max) const {
  const json::value* value = find(name);
  if (!value) return std::nullopt;
  std::optional<std::int64_t> number;
  if (const json::string* text = value->if_string()) {
    number = read_number<std::int64_t>(view(*text));
  } else if (value->is_number()) {
    boost::system::error_code failed;
    number = value->to_number<std::int64_t>(failed);
    if (failed) number = value->is_double() ? clamped(value->get_double()) : highest;
  }
  if (!number) refuse_type(*value, "Integer");
  if (*number < min)
    throw AwsError(std::string(refusals_.invalid),
                   violation(std::to_string(*number), name,
                             "Member must have value greater than or equal to " + std::to_string(min)));
  if (*number > max)
    throw AwsError(std::string(refusals_.invalid),
                   violation(std::to_string(*number), name,
                             "Member must have value less than or equal to " + std::to_string(max)));
  return number;
}

std::optional<bool> Input::maybe_flag(std::string_view name) const {
  const json::value* value = find(name);
  if (!value) return std::nullopt;
  if (const bool* flag = value->if_bool()) return *flag;
  if (const json::string* text = value->if_string()) {
    if (*text == "true" || *text == "True") return true;
    if (*text == "false" || *text == "False") return false;
  }
  refuse_type(*value, "Boolean");
}

bool Input::flag(std::string_view name, bool otherwise) const { return maybe_flag(name).value_or(otherwise); }

const json::object* Input::maybe_object(std::string_view name) const {
  const json::value* value = find(name);
  if (!value) return nullptr;
  if (!value->is_object()) refuse_type(*value, "Map");
  return &value->get_object();
}

const json::object& Input::object(std::string_view name) const {
  if (const json::object* object = maybe_object(name)) return *object;
  refuse_missing(name);
}

const json::array* Input::maybe_list(std::string_view name) const {
  const json::value* value = find(name);
  if (!value) return nullptr;
  if (!value->is_array()) refuse_type(*value, "List");
  return &value->get_array();
}

const json::array& Input::list(std::string_view name) const {
  if (const json::array* list = maybe_list(name)) return *list;
  refuse_missing(name);
}

std::optional<std::string> Input::maybe_blob(std::string_view name) const {
  const auto text = maybe_text(name);
  if (!text) return std::nullopt;
  auto bytes = from_base64(*text);
  if (!bytes) throw AwsError(std::string(refusals_.type), "Invalid base64 in member " + std::string(name));
  return bytes;
}

std::string Input::blob(std::string_view name) const {
  if (auto bytes = maybe_blob(name)) return *std::move(bytes);
  refuse_missing(name);
}

std::optional<std::string_view> Input::maybe_choice(std::string_view name,
                                                    std::initializer_list<std::string_view> allowed) const {
  const auto text = maybe_text(name);
  if (!text) return std::nullopt;
  std::string words;
  for (std::string_view word : allowed) {
    if (word == *text) return text;
    words += (words.empty() ? "" : ", ") + std::string(word);
  }
  throw AwsError(std::string(refusals_.invalid),
                 violation(*text, name, "Member must satisfy enum value set: [" + words + "]"));
}

std::string_view Input::choice(std::string_view name, std::initializer_list<std::string_view> allowed,
                               std::string_view otherwise) const {
  return maybe_choice(name, allowed).value_or(otherwise);
}

void Input::refuse_unsupported(std::initializer_list<std::string_view> names) const {
  for (std::string_view name : names)
    if (has(name)) throw not_supported("parameter " + std::string(name));
}

}  // namespace orrery
