// From a request's JSON to the binary form, with DynamoDB's rules on values.
#include <algorithm>

#include "core/digest.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/number.h"
#include "services/dynamodb/value.h"

namespace orrery::dynamodb {
namespace {

// Around a scalar: 31 containers, which with the attribute itself make the 32 levels.
constexpr int max_depth = 31;

void append_attribute(std::string& out, const json::value& attribute, int depth);

std::string blob(const json::value& text) { return from_base64(view(text.as_string())).value_or(""); }

// "[a, b]", as AWS prints a collection it complains of.
std::string print_collection(const json::array& elements) {
  std::string text = "[";
  for (const json::value& element : elements) {
    if (text.size() > 1) text += ", ";
    text += view(element.as_string());
  }
  return text + "]";
}

void append_members(std::string& out, const json::object& members, int depth) {
  std::vector<const json::key_value_pair*> sorted;
  sorted.reserve(members.size());
  for (const json::key_value_pair& member : members) sorted.push_back(&member);
  std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) {
    return std::string_view(a->key().data(), a->key().size()) <
           std::string_view(b->key().data(), b->key().size());
  });
  for (const json::key_value_pair* member : sorted) {
    append_text(out, {member->key().data(), member->key().size()});
    append_attribute(out, member->value(), depth);
  }
}

void append_set(std::string& out, Type type, const json::array& elements) {
  std::vector<std::string> bytes;
  bytes.reserve(elements.size());
  for (const json::value& element : elements) {
    bytes.push_back(type == Type::number_set   ? encode_number(view(element.as_string()))
                    : type == Type::binary_set ? blob(element)
                                               : std::string(view(element.as_string())));
  }
  std::sort(bytes.begin(), bytes.end());
  if (std::adjacent_find(bytes.begin(), bytes.end()) != bytes.end()) {
    if (type == Type::number_set) throw validation("Input collection contains duplicates");
    const std::string of_type = type == Type::binary_set ? "of type BS contains" : " contains";
    throw invalid_parameter("Input collection " + print_collection(elements) + of_type + " duplicates.");
  }
  std::string payload;
  for (const std::string& element : bytes) append_text(payload, element);
  append_value(out, type, payload);
}

void append_typed(std::string& out, std::string_view type, const json::value& content, int depth) {
  if (type == "S") {
    append_value(out, Type::string, view(content.as_string()));
  } else if (type == "N") {
    append_value(out, Type::number, encode_number(view(content.as_string())));
  } else if (type == "B") {
    append_value(out, Type::binary, blob(content));
  } else if (type == "BOOL") {
    append_value(out, content.as_bool() ? Type::yes : Type::no, {});
  } else if (type == "NULL") {
    if (!content.as_bool()) throw invalid_parameter("Null attribute value types must have the value of true");
    append_value(out, Type::null, {});
  } else if (type == "L" || type == "M") {
    if (depth >= max_depth)
      throw validation(
          "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond "
          "supported limit");
    std::string payload;
    if (type == "M") {
      append_members(payload, content.as_object(), depth + 1);
    } else {
      for (const json::value& element : content.as_array()) append_attribute(payload, element, depth + 1);
    }
    append_value(out, type == "M" ? Type::map : Type::list, payload);
  } else {
    const json::array& elements = content.as_array();
    if (elements.empty()) {
      throw invalid_parameter(type == "SS"   ? "An string set  may not be empty"
                              : type == "NS" ? "An number set  may not be empty"
                                             : "Binary sets should not be empty");
    }
    append_set(out,
               type == "SS"   ? Type::string_set
               : type == "NS" ? Type::number_set
                              : Type::binary_set,
               elements);
  }
}

bool is_type_name(std::string_view name) {
  for (const std::string_view type : {"S", "N", "B", "BOOL", "NULL", "SS", "NS", "BS", "L", "M"}) {
    if (name == type) return true;
  }
  return false;
}

void append_attribute(std::string& out, const json::value& attribute, int depth) {
  int types = 0;
  if (attribute.is_object()) {
    for (const json::key_value_pair& member : attribute.as_object()) {
      const std::string_view name(member.key().data(), member.key().size());
      if (!is_type_name(name) || member.value().is_null()) continue;
      const std::size_t before = out.size();
      append_typed(out, name, member.value(), depth);
      if (++types > 1) out.resize(before);
    }
  }
  if (types == 0) {
    throw validation("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
  }
  if (types > 1) {
    throw validation(
        "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported "
        "datatypes");
  }
}

}  // namespace

std::string encode_value(const json::value& attribute) {
  std::string bytes;
  append_attribute(bytes, attribute, 0);
  return bytes;
}

std::string encode_item(const json::object& attributes) {
  std::string bytes;
  append_members(bytes, attributes, 0);
  return bytes;
}

}  // namespace orrery::dynamodb
