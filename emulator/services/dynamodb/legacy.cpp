#include "services/dynamodb/legacy.h"

#include <vector>

#include "services/dynamodb/errors.h"
#include "services/dynamodb/expression/evaluate.h"
#include "services/dynamodb/value.h"

namespace orrery::dynamodb {
namespace {

std::vector<std::string> read_values(const json::object& entry, Reading reading = Reading::current) {
  std::vector<std::string> values;
  if (const json::array* list = find_array(entry, "AttributeValueList")) {
    for (const json::value& value : *list) values.push_back(encode_value(value, reading));
  } else if (const json::value* value = find(entry, "Value")) {
    values.push_back(encode_value(*value, reading));
  }
  return values;
}

bool right_count(std::string_view comparison, std::size_t count) {
  if (comparison == "NULL" || comparison == "NOT_NULL") return count == 0;
  if (comparison == "IN") return count > 0;
  return count == (comparison == "BETWEEN" ? 2 : 1);
}

bool right_type(std::string_view comparison, Type type) {
  if (comparison == "EQ" || comparison == "NE") return true;
  if (comparison == "BEGINS_WITH") return type == Type::string || type == Type::binary;
  return type == Type::string || type == Type::number || type == Type::binary;
}

void check_arguments(std::string_view comparison, const std::vector<std::string>& values) {
  if (!right_count(comparison, values.size())) {
    throw invalid_parameter("Invalid number of argument(s) for the " + std::string(comparison) +
                            " ComparisonOperator");
  }
  if (values.empty()) return;
  const std::string_view first = type_name(Value(values[0]).type);
  for (const std::string& value : values) {
    if (type_name(Value(value).type) != first) {
      throw invalid_parameter("AttributeValues inside AttributeValueList must be of same type");
    }
  }
  if (!right_type(comparison, Value(values[0]).type)) {
    throw invalid_parameter("ComparisonOperator " + std::string(comparison) + " is not valid for " +
                            std::string(first) + " AttributeValue type");
  }
  if (comparison == "BETWEEN" && compare_values(">", Value(values[0]), Value(values[1]))) {
    throw validation(
        "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound");
  }
}

Operand operand_of(std::string value) {
  Operand operand;
  operand.kind = Operand::Kind::value;
  operand.value = std::move(value);
  return operand;
}

Condition negate(Condition inner) {
  Condition condition;
  condition.kind = Condition::Kind::negation;
  condition.children.push_back(std::move(inner));
  return condition;
}

Condition comparison_of(std::string_view name, std::string_view comparison, std::vector<std::string> values) {
  Condition condition;
  Operand path;
  path.path = {Step::member(std::string(name))};
  condition.operands.push_back(std::move(path));
  for (std::string& value : values) condition.operands.push_back(operand_of(std::move(value)));
  constexpr std::pair<std::string_view, std::string_view> comparators[] = {
      {"EQ", "="}, {"NE", "<>"}, {"LE", "<="}, {"LT", "<"}, {"GE", ">="}, {"GT", ">"}};
  for (const auto& [legacy, comparator] : comparators) {
    if (legacy != comparison) continue;
    condition.comparator = comparator;
    return condition;
  }
  if (comparison == "BETWEEN") condition.kind = Condition::Kind::between;
  if (comparison == "IN") condition.kind = Condition::Kind::in;
  if (comparison == "BETWEEN" || comparison == "IN") return condition;
  condition.kind = Condition::Kind::function;
  condition.comparator = comparison == "NULL"          ? "attribute_not_exists"
                         : comparison == "NOT_NULL"    ? "attribute_exists"
                         : comparison == "BEGINS_WITH" ? "begins_with"
                                                       : "contains";
  return condition;
}

Condition join(std::vector<Condition> parts, std::string_view conditional_operator) {
  Condition condition;
  condition.kind = conditional_operator == "OR" && !parts.empty() ? Condition::Kind::disjunction
                                                                  : Condition::Kind::conjunction;
  condition.children = std::move(parts);
  return condition;
}

// What is absent neither contains nor does not contain.
Condition part_of(std::string_view name, std::string_view comparison, std::vector<std::string> values) {
  Condition condition = comparison_of(name, comparison, std::move(values));
  if (comparison != "NOT_CONTAINS") return condition;
  return join({comparison_of(name, "NOT_NULL", {}), negate(std::move(condition))}, "AND");
}

void check_joined(const json::object& request, const json::object* conditions) {
  if (!find(request, "ConditionalOperator")) return;
  if (!conditions || conditions->empty()) {
    throw validation("ConditionalOperator cannot be used without Filter or Expected");
  }
  if (conditions->size() == 1) {
    throw validation("ConditionalOperator can only be used when Filter or Expected has two or more elements");
  }
}

// Expected without a ComparisonOperator: Value and Exists.
std::string_view plain_comparison(const json::object& entry, const std::string& name) {
  const json::value* exists = find(entry, "Exists");
  const bool must_exist = !exists || exists->as_bool();
  const bool has_value = find(entry, "Value") != nullptr;
  if (must_exist && !has_value) {
    throw invalid_parameter(std::string("Value must be provided when Exists is ") +
                            (exists ? "true" : "null") + " for Attribute: " + name);
  }
  if (!must_exist && has_value) {
    throw invalid_parameter("Value cannot be used when Exists is false for Attribute: " + name);
  }
  return must_exist ? "EQ" : "NULL";
}

std::string_view expected_comparison(const json::object& entry, const std::string& name) {
  const auto comparison = find_text(entry, "ComparisonOperator");
  const bool list = find(entry, "AttributeValueList") != nullptr;
  const bool value = find(entry, "Value") != nullptr;
  if (list && value) {
    throw invalid_parameter("Value and AttributeValueList cannot be used together for Attribute: " + name);
  }
  if (!comparison) {
    if (list) {
      throw invalid_parameter(
          "AttributeValueList can only be used with a ComparisonOperator for Attribute: " + name);
    }
    return plain_comparison(entry, name);
  }
  if (find(entry, "Exists")) {
    throw invalid_parameter("Exists and ComparisonOperator cannot be used together for Attribute: " + name);
  }
  if (*comparison != "NULL" && *comparison != "NOT_NULL" && !list && !value) {
    throw invalid_parameter("Value or AttributeValueList must be used with ComparisonOperator: " +
                            std::string(*comparison) + " for Attribute: " + name);
  }
  return *comparison;
}

}  // namespace

void check_expected(const json::object& request) {
  const json::object* expected = find_object(request, "Expected");
  if (expected) read_expected(*expected, "AND");
  check_joined(request, expected);
}

Condition read_expected(const json::object& expected, std::string_view conditional_operator) {
  std::vector<Condition> parts;
  for (const auto& member : expected) {
    const json::object& entry = member.value().as_object();
    const std::string name(member.key());
    const std::string_view comparison = expected_comparison(entry, name);
    std::vector<std::string> values = read_values(entry);
    check_arguments(comparison, values);
    parts.push_back(part_of(name, comparison, std::move(values)));
  }
  return join(std::move(parts), conditional_operator);
}

void check_conditions(const json::object& conditions, Reading reading) {
  read_filter(conditions, "AND", reading);
}

void check_filter_conditions(const json::object& request, std::string_view filter_name, Reading reading) {
  const json::object* filter = find_object(request, filter_name);
  if (filter) check_conditions(*filter, reading);
  check_joined(request, filter);
}

Condition read_filter(const json::object& filter, std::string_view conditional_operator, Reading reading) {
  std::vector<Condition> parts;
  for (const auto& member : filter) {
    const json::object& entry = member.value().as_object();
    const std::string_view comparison = find_text(entry, "ComparisonOperator").value_or("EQ");
    std::vector<std::string> values = read_values(entry, reading);
    check_arguments(comparison, values);
    parts.push_back(part_of({member.key().data(), member.key().size()}, comparison, std::move(values)));
  }
  return join(std::move(parts), conditional_operator);
}

void check_attribute_updates(const json::object& updates) {
  for (const auto& member : updates) {
    const json::object& entry = member.value().as_object();
    const json::value* value = find(entry, "Value");
    const std::string_view action = find_text(entry, "Action").value_or("PUT");
    if (!value) {
      if (action == "DELETE") continue;
      throw invalid_parameter("Only DELETE action is allowed when no attribute value is specified");
    }
    const std::string encoded = encode_value(*value);
    const Type type = Value(encoded).type;
    if (action == "DELETE" && !is_set(type)) {
      throw invalid_parameter("DELETE action with value is not supported for the type " +
                              std::string(type_name(type)));
    }
    if (action == "ADD" && !is_set(type) && type != Type::number && type != Type::list) {
      throw invalid_parameter("ADD action is not supported for the type " + std::string(type_name(type)));
    }
  }
}

Update read_attribute_updates(const json::object& updates) {
  Update update;
  for (const auto& member : updates) {
    const json::object& entry = member.value().as_object();
    const json::value* value = find(entry, "Value");
    const std::string_view name = find_text(entry, "Action").value_or("PUT");
    Action action;
    action.legacy = true;
    action.path = {Step::member(std::string(member.key()))};
    if (value) action.left = operand_of(encode_value(*value));
    action.section = name == "PUT"   ? Action::Section::set
                     : name == "ADD" ? Action::Section::add
                     : value         ? Action::Section::remove_elements
                                     : Action::Section::remove;
    update.push_back(std::move(action));
  }
  return update;
}

}  // namespace orrery::dynamodb
