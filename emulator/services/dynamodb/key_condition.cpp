#include "services/dynamodb/key_condition.h"

#include "services/dynamodb/errors.h"
#include "services/dynamodb/legacy.h"

namespace orrery::dynamodb {
namespace {

[[noreturn]] void refuse(const std::string& what) {
  throw validation("Invalid KeyConditionExpression: " + what);
}

std::string_view legacy_name(std::string_view comparator, bool reversed) {
  constexpr std::pair<std::string_view, std::string_view> names[] = {
      {"=", "EQ"}, {"<", "LT"}, {"<=", "LE"}, {">", "GT"}, {">=", "GE"}};
  constexpr std::pair<std::string_view, std::string_view> mirrored[] = {
      {"=", "EQ"}, {"<", "GT"}, {"<=", "GE"}, {">", "LT"}, {">=", "LE"}};
  for (const auto& [symbol, name] : reversed ? mirrored : names) {
    if (symbol == comparator) return name;
  }
  return "NE";
}

void check_operator(const Condition& condition) {
  if (condition.kind == Condition::Kind::disjunction)
    refuse("Invalid operator used in KeyConditionExpression: OR");
  if (condition.kind == Condition::Kind::negation)
    refuse("Invalid operator used in KeyConditionExpression: NOT");
  if (condition.kind == Condition::Kind::in) refuse("Invalid operator used in KeyConditionExpression: IN");
  if (condition.kind == Condition::Kind::comparison && condition.comparator == "<>") {
    refuse("Invalid operator used in KeyConditionExpression: <>");
  }
  if (condition.kind == Condition::Kind::function && condition.comparator != "begins_with") {
    refuse("Invalid operator used in KeyConditionExpression: " + condition.comparator);
  }
}

void add_condition(KeyConditions& conditions, const Condition& condition) {
  check_operator(condition);
  const bool first_must_be_key =
      condition.kind == Condition::Kind::between || condition.kind == Condition::Kind::function;
  if (first_must_be_key && condition.operands[0].kind != Operand::Kind::path) {
    refuse("Invalid condition in KeyConditionExpression: " +
           (condition.kind == Condition::Kind::between ? std::string("BETWEEN") : condition.comparator) +
           " operator must have the key attribute as its first operand");
  }
  const Path* path = nullptr;
  KeyCondition key;
  bool reversed = false;
  for (std::size_t i = 0; i < condition.operands.size(); ++i) {
    const Operand& operand = condition.operands[i];
    if (operand.kind == Operand::Kind::function)
      refuse("KeyConditionExpressions cannot contain nested operations");
    if (operand.kind == Operand::Kind::value) {
      key.values.push_back(operand.value);
      continue;
    }
    if (path)
      refuse("Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition");
    if (operand.path.size() > 1)
      refuse("KeyConditionExpressions cannot have conditions on nested attributes");
    path = &operand.path;
    reversed = i > 0;
  }
  if (!path) refuse("Invalid condition in KeyConditionExpression: No key attribute specified");
  key.comparison = condition.kind == Condition::Kind::between ? "BETWEEN"
                   : condition.kind == Condition::Kind::function
                       ? "BEGINS_WITH"
                       : legacy_name(condition.comparator, reversed);
  if (!conditions.emplace((*path)[0].name, std::move(key)).second) {
    refuse("KeyConditionExpressions must only contain one condition per key");
  }
}

void add_all(KeyConditions& conditions, const Condition& condition) {
  if (condition.kind != Condition::Kind::conjunction) return add_condition(conditions, condition);
  for (const Condition& child : condition.children) add_all(conditions, child);
}

void check_piece(const KeyAttribute& key, const KeyCondition& condition, bool is_hash) {
  for (const std::string_view bad : {"NULL", "NOT_NULL", "NE", "CONTAINS", "NOT_CONTAINS", "IN"}) {
    if (condition.comparison == bad) {
      throw validation("Attempted conditional constraint is not an indexable operation");
    }
  }
  for (const std::string& value : condition.values) {
    if (Value(value).type != key.type) {
      throw invalid_parameter("Condition parameter type does not match schema type");
    }
    if (Value(value).payload.empty()) {
      throw validation(
          "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain "
          "an "
          "empty " +
          std::string(key.type == Type::binary ? "binary" : "string") + " value. Key: " + key.name);
    }
  }
  if (is_hash && condition.comparison != "EQ") throw validation("Query key condition not supported");
}

}  // namespace

KeyConditions read_key_expression(const Condition& condition) {
  KeyConditions conditions;
  add_all(conditions, condition);
  return conditions;
}

void refuse_key_conditions() { throw validation("Conditions can be of length 1 or 2 only"); }

KeyConditions read_key_conditions(const json::object& conditions, std::size_t most) {
  check_conditions(conditions);
  KeyConditions result;
  for (const auto& member : conditions) {
    const json::object& entry = member.value().as_object();
    KeyCondition& condition = result[std::string(member.key())];
    condition.comparison = find_text(entry, "ComparisonOperator").value_or("EQ");
    if (const json::array* values = find_array(entry, "AttributeValueList")) {
      for (const json::value& value : *values) condition.values.push_back(encode_value(value));
    }
  }
  if (result.empty() || result.size() > most) refuse_key_conditions();
  return result;
}

namespace {

// All RANGE attributes before the last one that is named need an equality.
void check_no_gap(const std::vector<const KeyAttribute*>& ranges, const KeyConditions& conditions,
                  std::size_t last) {
  std::string without;
  for (std::size_t i = 0; i < last; ++i) {
    const auto condition = conditions.find(ranges[i]->name);
    if (condition != conditions.end() && condition->second.comparison == "EQ") continue;
    without += (without.empty() ? "" : ", ") + ranges[i]->name;
  }
  if (without.empty()) return;
  throw validation("RANGE key attributes " + without +
                   " must have equality conditions specified in the query because a condition is present on "
                   "key attribute " +
                   ranges[last]->name);
}

const KeyCondition& hash_condition(const KeyAttribute& key, const KeyConditions& conditions) {
  const auto found = conditions.find(key.name);
  if (found == conditions.end()) throw validation("Query condition missed key schema element: " + key.name);
  check_piece(key, found->second, true);
  return found->second;
}

}  // namespace

KeyRange fit_schema(const KeySchema& keys, const KeyConditions& conditions) {
  if (!keys.range && !keys.several() && conditions.size() > 1) {
    throw validation("Query key condition not supported");
  }
  if (conditions.size() > keys.size()) {
    throw validation("The number of query conditions (" + std::to_string(conditions.size()) +
                     ") exceeds the number of key attributes defined in the schema (" +
                     std::to_string(keys.size()) + ")");
  }
  KeyRange range;
  range.hash = hash_condition(keys.hash, conditions).values[0];
  for (const KeyAttribute& more : keys.more_hashes) {
    range.more_hashes.push_back(hash_condition(more, conditions).values[0]);
  }
  std::vector<const KeyAttribute*> ranges;
  keys.for_each([&ranges](const KeyAttribute& key, bool is_hash) {
    if (!is_hash) ranges.push_back(&key);
  });
  std::size_t named = 0, last = 0;
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    if (!conditions.contains(ranges[i]->name)) continue;
    ++named;
    last = i;
  }
  if (1 + keys.more_hashes.size() + named < conditions.size()) {
    throw validation("Query condition missed key schema element: " + ranges[named]->name);
  }
  if (named == 0) return range;
  check_no_gap(ranges, conditions, last);
  for (std::size_t i = 0; i <= last; ++i) {
    const KeyCondition& condition = conditions.at(ranges[i]->name);
    check_piece(*ranges[i], condition, false);
    const auto& values = condition.values;
    if (i < last) range.first.push_back(values[0]);
    if (i == last) {
      range.sort = KeyRange::Sort{ranges[i]->name, condition.comparison, values[0],
                                  values.size() > 1 ? values[1] : ""};
    }
  }
  return range;
}

}  // namespace orrery::dynamodb
