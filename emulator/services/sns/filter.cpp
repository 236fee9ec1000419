#include "services/sns/filter.h"

#include "core/event_pattern.h"
#include "services/sns/topics.h"

namespace orrery::sns {
namespace {

constexpr std::size_t most_names = 5, most_combinations = 150;

// What a message attribute is to a filter: a text, a number or what its list has.
json::value value_of(const json::object& attribute) {
  const auto type = find_text(attribute, "DataType").value_or("String");
  const auto text = find_text(attribute, "StringValue");
  if (!text) return json::array();
  if (type == "String.Array" || type == "Number") {
    const auto parsed = parse_json(*text);
    if (parsed && (parsed->is_array() || parsed->is_number())) return *parsed;
  }
  return boost_view(*text);
}

// How many names a policy has, and in how many ways a message can fit it.
struct Size {
  std::size_t names = 0, combinations = 1;
  bool nested = false;
};

void measure(const json::object& policy, std::size_t depth, Size& size) {
  for (const auto& [name, wanted] : policy) {
    const json::array* list = wanted.if_array();
    if (const json::object* inner = wanted.if_object()) {
      size.nested = true;
      measure(*inner, depth + 1, size);
    } else if (list && name == "$or") {
      std::size_t combinations = 0;
      for (const json::value& choice : *list) {
        Size one;
        if (choice.is_object()) measure(choice.get_object(), depth, one);
        size.names += one.names;
        size.nested |= one.nested;
        combinations += one.combinations;
      }
      size.combinations = combinations;
    } else {
      ++size.names;
      if (list) size.combinations *= std::max<std::size_t>(list->size(), 1) * depth;
    }
  }
}

}  // namespace

void check_filter_policy(std::string_view text, bool of_body, const std::string& prefix) {
  const auto policy = parse_json(text);
  const std::string at = prefix + "FilterPolicy: ";
  if (!policy) throw invalid(at + fault_of_json(text));
  if (!policy->is_object()) throw invalid(at + "Filter is not an object");
  if (const auto fault = fault_of_pattern(policy->get_object())) throw invalid(at + *fault);
  Size size;
  measure(policy->get_object(), 1, size);
  if (size.nested && !of_body)
    throw invalid("Filter policy scope MessageAttributes does not support nested filter policy");
  if (size.names > most_names) throw invalid(at + "Filter policy can not have more than 5 keys");
  if (size.combinations > most_combinations) throw invalid(at + "Filter policy is too complex");
}

std::string fault_of_json(std::string_view text) {
  std::string fault = "failed to parse JSON.";
  constexpr std::string_view blank = " \t\r\n";
  const auto name = text.starts_with("{") ? text.find_first_not_of(blank, 1) : text.npos;
  if (name == text.npos || text[name] == '"' || text[name] == '}') return fault;
  return fault + " Unexpected character ('" + text[name] + "' (code " +
         std::to_string(static_cast<unsigned char>(text[name])) +
         ")): was expecting double-quote to start field name\n at [Source: REDACTED "
         "(`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: " +
         std::to_string(name + 1) + "]";
}

bool wants_attributes(const json::object& policy, const json::object& message_attributes) {
  json::object values;
  for (const auto& [name, attribute] : message_attributes)
    if (attribute.is_object()) values[name] = value_of(attribute.get_object());
  return matches(policy, values);
}

}  // namespace orrery::sns
