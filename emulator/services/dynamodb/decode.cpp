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

std::string blob(const json::value& text) { return from_base64(view(text.as_string())).value_or(""); }

std::string_view name_of(const json::key_value_pair& member) {
  return {member.key().data(), member.key().size()};
}

bool is_type_name(std::string_view name) {
  for (const std::string_view type : {"S", "N", "B", "BOOL", "NULL", "SS", "NS", "BS", "L", "M"}) {
    if (name == type) return true;
  }
  return false;
}

class ValueWriter {
 public:
  explicit ValueWriter(Reading reading) : reading_(reading) {}

  void members(std::string& out, const json::object& members, int depth) const;
  void attribute(std::string& out, const json::value& attribute, int depth) const;

 private:
  void typed(std::string& out, std::string_view type, const json::value& content, int depth) const;
  void container(std::string& out, std::string_view type, const json::value& content, int depth) const;
  void set(std::string& out, Type type, const json::array& elements) const;
  std::string element(Type set, const json::value& element) const;
  [[noreturn]] void refuse_duplicates(Type type, const json::array& elements) const;

  Reading reading_;
};

// What is wrong is refused in the order of the request; the form itself is sorted.
void ValueWriter::members(std::string& out, const json::object& members, int depth) const {
  const bool sorted = std::is_sorted(members.begin(), members.end(),
                                     [](const auto& a, const auto& b) { return name_of(a) < name_of(b); });
  if (sorted) {
    for (const json::key_value_pair& member : members) {
      append_text(out, name_of(member));
      attribute(out, member.value(), depth);
    }
    return;
  }
  struct Part {
    std::string_view name;
    std::size_t begin, end;
  };
  std::vector<Part> parts;
  parts.reserve(members.size());
  std::string values;
  for (const json::key_value_pair& member : members) {
    const std::size_t begin = values.size();
    attribute(values, member.value(), depth);
    parts.push_back({name_of(member), begin, values.size()});
  }
  std::sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) { return a.name < b.name; });
  for (const Part& part : parts) {
    append_text(out, part.name);
    out.append(values, part.begin, part.end - part.begin);
  }
}

std::string ValueWriter::element(Type set, const json::value& element) const {
  const std::string_view text = view(element.as_string());
  if (set == Type::number_set) return encode_number(text, reading_);
  return set == Type::binary_set ? blob(element) : std::string(text);
}

// The older rules print the elements as they were sent. The current ones sort them up to the first that
// repeats, and print that and the rest after those.
void ValueWriter::refuse_duplicates(Type type, const json::array& elements) const {
  const bool current = reading_ == Reading::current;
  if (type == Type::number_set) {
    if (!current) throw validation("Input collection contains duplicates");
    throw invalid_parameter("Input collection contains duplicates.");
  }
  std::vector<std::pair<std::string, std::string>> shown;  // bytes, text
  bool sorting = current;
  for (const json::value& one : elements) {
    std::pair<std::string, std::string> next{element(type, one), std::string(view(one.as_string()))};
    if (current) next.second = "\"" + next.second + "\"";
    auto at = shown.end();
    if (sorting) {
      at = std::lower_bound(shown.begin(), shown.end(), next);
      if (at != shown.end() && at->first == next.first) {
        sorting = false;
        at = shown.end();
      }
    }
    shown.insert(at, std::move(next));
  }
  std::string text;
  const char* comma = current && type == Type::binary_set ? "," : ", ";
  for (const auto& [bytes, one] : shown) text += (text.empty() ? "" : comma) + one;
  throw invalid_parameter("Input collection [" + text +
                          (type == Type::binary_set ? "]of type BS contains" : "] contains") +
                          " duplicates.");
}

void ValueWriter::set(std::string& out, Type type, const json::array& elements) const {
  if (elements.empty()) {
    throw invalid_parameter(type == Type::string_set   ? "An string set  may not be empty"
                            : type == Type::number_set ? "An number set  may not be empty"
                                                       : "Binary sets should not be empty");
  }
  if (std::ranges::any_of(elements, &json::value::is_null)) {
    throw invalid_parameter(type == Type::string_set ? "An string set may not have a null string as a member"
                                                     : "An AttributeValue may not contain null");
  }
  std::vector<std::string> bytes;
  bytes.reserve(elements.size());
  for (const json::value& one : elements) bytes.push_back(element(type, one));
  std::sort(bytes.begin(), bytes.end());
  if (std::adjacent_find(bytes.begin(), bytes.end()) != bytes.end()) refuse_duplicates(type, elements);
  std::string payload;
  for (const std::string& one : bytes) append_text(payload, one);
  append_value(out, type, payload);
}

void ValueWriter::container(std::string& out, std::string_view type, const json::value& content,
                            int depth) const {
  if (depth >= max_depth) {
    throw validation(
        "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond "
        "supported limit");
  }
  std::string payload;
  if (type == "M") {
    members(payload, content.as_object(), depth + 1);
  } else {
    for (const json::value& element : content.as_array()) attribute(payload, element, depth + 1);
  }
  append_value(out, type == "M" ? Type::map : Type::list, payload);
}

void ValueWriter::typed(std::string& out, std::string_view type, const json::value& content,
                        int depth) const {
  if (type == "S") {
    append_value(out, Type::string, view(content.as_string()));
  } else if (type == "N") {
    append_value(out, Type::number, encode_number(view(content.as_string()), reading_));
  } else if (type == "B") {
    append_value(out, Type::binary, blob(content));
  } else if (type == "BOOL") {
    append_value(out, content.as_bool() ? Type::yes : Type::no, {});
  } else if (type == "NULL") {
    if (!content.as_bool()) throw invalid_parameter("Null attribute value types must have the value of true");
    append_value(out, Type::null, {});
  } else if (type == "L" || type == "M") {
    container(out, type, content, depth);
  } else {
    set(out,
        type == "SS"   ? Type::string_set
        : type == "NS" ? Type::number_set
                       : Type::binary_set,
        content.as_array());
  }
}

void ValueWriter::attribute(std::string& out, const json::value& attribute, int depth) const {
  int types = 0;
  if (attribute.is_object()) {
    for (const json::key_value_pair& member : attribute.as_object()) {
      if (!is_type_name(name_of(member)) || member.value().is_null()) continue;
      const std::size_t before = out.size();
      typed(out, name_of(member), member.value(), depth);
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

std::string encode_value(const json::value& attribute, Reading reading) {
  std::string bytes;
  ValueWriter(reading).attribute(bytes, attribute, 0);
  return bytes;
}

std::string encode_item(const json::object& attributes, Reading reading) {
  std::string bytes;
  ValueWriter(reading).members(bytes, attributes, 0);
  return bytes;
}

std::string encode_new_item(const json::object& attributes, Reading reading) {
  if (attributes.contains("")) throw validation("Empty attribute name");
  return encode_item(attributes, reading);
}

}  // namespace orrery::dynamodb
