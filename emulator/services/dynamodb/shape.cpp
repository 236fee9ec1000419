#include "services/dynamodb/shape.h"

#include "services/dynamodb/constraints.h"
#include "services/dynamodb/errors.h"

namespace orrery::dynamodb {
namespace {

// Where a value stands decides the words of a refusal.
enum class Place { field, element };

constexpr std::string_view cast_message =
    "class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class "
    "java.lang.Class "
    "(sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and java.lang.Class are in module "
    "java.base "
    "of loader 'bootstrap')";

using Kind = Shape::Kind;

std::string java_class(std::string_view name) {
  if (name.find('.') != name.npos) return std::string(name);
  return "com.amazonaws.dynamodb.v20120810." + std::string(name);
}

std::string_view scalar_class(Kind kind, std::string_view java) {
  switch (kind) {
    case Kind::text:
      return "java.lang.String";
    case Kind::integer:
      return java.empty() ? "java.lang.Integer" : "java.lang.Long";
    case Kind::real:
      return "java.lang.Double";
    case Kind::flag:
      return "java.lang.Boolean";
    default:
      return "java.nio.ByteBuffer";
  }
}

std::string_view json_kind(const json::value& value) {
  if (value.is_bool()) return value.as_bool() ? "TRUE_VALUE" : "FALSE_VALUE";
  if (value.is_double()) return "DECIMAL_VALUE";
  return value.is_string() ? "STRING_VALUE" : "NUMBER_VALUE";
}

void check_base64(std::string_view text) {
  if (text.size() % 4 != 0) {
    throw serialization("Base64 encoded length is expected a multiple of 4 bytes but found: " +
                        std::to_string(text.size()));
  }
  const auto digit = [](char c) -> int {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
  };
  std::string_view body = text;
  while (body.size() + 2 > text.size() && !body.empty() && body.back() == '=') body.remove_suffix(1);
  const std::size_t padding = text.size() - body.size();
  bool good = true;
  for (const char c : body) good = good && digit(c) >= 0;
  if (good && padding > 0) {
    const int unused = padding == 1 ? 0x03 : 0x0f;
    good = !body.empty() && (digit(body.back()) & unused) == 0;
  }
  if (!good) throw serialization("Invalid last non-pad Base64 character dectected");
}

void check_scalar(const Shape& shape, const json::value& value) {
  const std::string_view name = scalar_class(shape.kind, shape.java);
  if (value.is_object()) throw serialization("Start of structure or map found where not expected");
  if (value.is_array()) throw serialization("Unrecognized collection type class " + std::string(name));
  const std::string short_name(name.substr(name.rfind('.') + 1));
  switch (shape.kind) {
    case Kind::blob:
      if (!value.is_string()) throw serialization("only base-64-encoded strings are convertible to bytes");
      return check_base64(view(value.as_string()));
    case Kind::flag:
      if (value.is_bool()) return;
      if (value.is_string()) {
        throw serialization("'" + std::string(view(value.as_string())) +
                            "' can not be converted to an Boolean");
      }
      break;
    case Kind::text:
      if (value.is_string()) return;
      break;
    default:
      if (value.is_number()) return;
      break;
  }
  throw serialization(std::string(json_kind(value)) + " cannot be converted to " + short_name);
}

void check_type(const Shape& shape, const json::value& value, Place place);

void check_members(std::span<const Member> members, const json::object& object) {
  for (const Member& member : members) {
    const json::value* value = find(object, member.name);
    if (value) check_type(member.shape, *value, Place::field);
  }
}

[[noreturn]] void refuse_collection(const Shape& shape, const json::value& value, Place place) {
  const bool generic = shape.kind == Kind::list || shape.kind == Kind::map;
  if (value.is_object()) throw serialization("Start of structure or map found where not expected");
  if (value.is_array()) {
    if (shape.kind == Kind::map) {
      throw serialization("Unrecognized collection type java.util.Map<java.lang.String, " +
                          java_class(shape.java) + ">");
    }
    throw serialization("Unrecognized collection type class " + java_class(shape.java));
  }
  if (place == Place::field) throw serialization("Unexpected field type");
  throw serialization(std::string(generic ? cast_message : "Unexpected value type in payload"));
}

constexpr Shape text_shape{.kind = Kind::text};
constexpr Shape flag_shape{.kind = Kind::flag};
constexpr Shape blob_shape{.kind = Kind::blob};
constexpr Shape value_shape{.kind = Kind::attribute_value, .java = "AttributeValue"};
constexpr Shape texts{.kind = Kind::list, .element = &text_shape};
constexpr Shape blobs{.kind = Kind::list, .element = &blob_shape};
constexpr Shape values{.kind = Kind::list, .element = &value_shape};
constexpr Shape named_values{.kind = Kind::map, .java = "AttributeValue", .element = &value_shape};
constexpr Member value_members[] = {
    {"S", text_shape}, {"N", text_shape},   {"B", blob_shape}, {"SS", texts},        {"NS", texts},
    {"BS", blobs},     {"M", named_values}, {"L", values},     {"NULL", flag_shape}, {"BOOL", flag_shape},
};

void check_type(const Shape& shape, const json::value& value, Place place) {
  if (value.is_null()) return;
  switch (shape.kind) {
    case Kind::list:
      if (!value.is_array()) refuse_collection(shape, value, place);
      for (const json::value& element : value.as_array()) check_type(*shape.element, element, Place::element);
      return;
    case Kind::map:
      if (!value.is_object()) refuse_collection(shape, value, place);
      for (const auto& member : value.as_object()) check_type(*shape.element, member.value(), Place::element);
      return;
    case Kind::structure:
      if (!value.is_object()) refuse_collection(shape, value, place);
      return check_members(shape.members, value.as_object());
    case Kind::attribute_value:
      if (!value.is_object()) refuse_collection(shape, value, place);
      for (const auto& member : value.as_object()) {
        const std::string_view name(member.key().data(), member.key().size());
        for (const Member& known : value_members) {
          if (known.name == name) check_type(known.shape, member.value(), Place::field);
        }
      }
      return;
    default:
      return check_scalar(shape, value);
  }
}

}  // namespace

void check_name_length(std::optional<std::string_view> name, std::string_view called) {
  if (!name || (name->size() >= 3 && name->size() <= 255)) return;
  throw validation(std::string(called) +
                   " must be at least 3 characters long and at most 255 characters long");
}

bool is_name(std::string_view text) {
  for (const char c : text) {
    const bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '_' || c == '.' || c == '-';
    if (!good) return false;
  }
  return !text.empty();
}

void check_shape(std::span<const Member> members, const json::object& input, TableNameCheck table_name,
                 ConstraintWords words) {
  check_members(members, input);
  if (table_name == TableNameCheck::presence_first && !find(input, "TableName")) {
    throw validation("The parameter 'TableName' is required but was not present in the request");
  }
  check_constraints(members, input, words);
}

}  // namespace orrery::dynamodb
