#include "services/dynamodb/request.h"

#include <cmath>
#include <set>

#include "services/dynamodb/errors.h"
#include "services/dynamodb/expression/evaluate.h"
#include "services/dynamodb/legacy.h"
#include "services/dynamodb/tables.h"

namespace orrery::dynamodb {
namespace {

std::string listed(const json::object& request, std::initializer_list<std::string_view> names) {
  std::string text;
  for (const std::string_view name : names) {
    if (find(request, name)) text += (text.empty() ? "" : ", ") + std::string(name);
  }
  return text;
}

}  // namespace

void check_expression_parameters(const json::object& request,
                                 std::initializer_list<std::string_view> expressions,
                                 std::initializer_list<std::string_view> legacy) {
  const std::string used = listed(request, expressions);
  if (!used.empty()) {
    const std::string others = listed(request, legacy);
    // KeyConditions may stand beside other expressions, as AWS has it.
    const bool only_key_conditions = others == "KeyConditions" && !find(request, "KeyConditionExpression");
    if (!others.empty() && !only_key_conditions) {
      throw validation(
          "Can not use both expression and non-expression parameters in the same request: Non-expression "
          "parameters: {" +
          others + "} Expression parameters: {" + used + "}");
    }
  }
  if (find(request, "ExpressionAttributeNames") && used.empty()) {
    throw validation("ExpressionAttributeNames can only be specified when using expressions");
  }
  if (!find(request, "ExpressionAttributeValues")) return;
  std::string absent;
  bool several = false;
  for (const std::string_view name : expressions) {
    if (name == "ProjectionExpression") continue;
    if (find(request, name)) return;
    several = !absent.empty();
    absent += (several ? " and " : "") + std::string(name);
  }
  if (absent.empty()) return;
  throw validation("ExpressionAttributeValues can only be specified when using expressions: " + absent +
                   (several ? " are null" : " is null"));
}

bool WriteCondition::allows(std::optional<std::string_view> item) const {
  return !condition || holds(*condition, item.value_or(""));
}

void WriteCondition::check(std::optional<std::string_view> item) const {
  if (allows(item)) return;
  json::object extra;
  if (returns_old && item) extra["Item"] = item_to_json(*item);
  throw conditional_check_failed(std::move(extra));
}

WriteCondition read_condition(const json::object& request, Bindings& bindings) {
  WriteCondition result;
  result.returns_old = find_text(request, "ReturnValuesOnConditionCheckFailure") == "ALL_OLD";
  if (const auto text = find_text(request, "ConditionExpression")) {
    result.condition = compile_condition(*text, "ConditionExpression", bindings);
  } else if (const json::object* expected = find_object(request, "Expected")) {
    result.condition = read_expected(*expected, find_text(request, "ConditionalOperator").value_or("AND"));
  }
  return result;
}

WriteCondition read_only_condition(const json::object& request) {
  check_expected(request);
  Bindings bindings(request);
  WriteCondition condition = read_condition(request, bindings);
  bindings.check_all_used();
  return condition;
}

void check_returns_old(const json::object& request) {
  const auto returns = find_text(request, "ReturnValues").value_or("NONE");
  if (returns != "ALL_OLD" && returns != "NONE") throw validation("ReturnValues can only be ALL_OLD or NONE");
}

json::object old_attributes(const json::object& request, std::optional<std::string_view> old_item) {
  if (!old_item || find_text(request, "ReturnValues") != "ALL_OLD") return {};
  return {{"Attributes", item_to_json(*old_item)}};
}

void check_attributes_to_get(const json::object& request) {
  const json::array* names = find_array(request, "AttributesToGet");
  if (!names) return;
  std::set<std::string_view> seen;
  for (const json::value& name : *names) {
    if (!seen.insert(view(name.as_string())).second) {
      throw invalid_parameter("Duplicate value in attribute name: " + std::string(view(name.as_string())));
    }
  }
}

std::optional<Projection> read_projection(const json::object& request, Bindings& bindings) {
  if (const auto text = find_text(request, "ProjectionExpression"))
    return compile_projection(*text, bindings);
  const json::array* names = find_array(request, "AttributesToGet");
  if (!names) return std::nullopt;
  Projection paths;
  for (const json::value& name : *names) paths.push_back({Step::member(std::string(view(name.as_string())))});
  return paths;
}

void collect_paths(const Condition& condition, std::vector<const Path*>& paths) {
  const auto collect = [&paths](const auto& self, const Operand& operand) -> void {
    if (operand.kind == Operand::Kind::path) paths.push_back(&operand.path);
    for (const Operand& argument : operand.arguments) self(self, argument);
  };
  for (const Condition& child : condition.children) collect_paths(child, paths);
  for (const Operand& operand : condition.operands) collect(collect, operand);
}

void check_key_paths(const Table& table, const std::vector<const Path*>& paths) {
  const auto check = [&paths](const KeySchema& keys, const char* what) {
    for (const Path* path : paths) {
      if (path->size() > 1 && keys.has((*path)[0].name)) {
        throw validation(
            std::string("Key attributes must be scalars; list random access '[]' and map lookup '.' are "
                        "not allowed: ") +
            what + ": " + (*path)[0].name);
      }
    }
  };
  check(table.keys, "Key");
  for (const Index& index : table.indexes) check(index.keys, "IndexKey");
}

json::object collection_metrics(const Table& table, std::string_view item) {
  const Value hash = *find_attribute(item, table.keys.hash.name);
  return {{"ItemCollectionKey", {{table.keys.hash.name, to_json(hash)}}},
          {"SizeEstimateRangeGB", {0.0, 1.0}}};
}

void add_collection_metrics(json::object& result, const json::object& request, const Table& table,
                            std::string_view item) {
  if (find_text(request, "ReturnItemCollectionMetrics") != "SIZE") return;
  for (const Index& index : table.indexes) {
    if (index.kind != IndexKind::local) continue;
    result["ItemCollectionMetrics"] = collection_metrics(table, item);
    return;
  }
}

void add_write_costs(json::object& result, const json::object& request, const Table& table,
                     const WriteCost& cost, std::string_view item) {
  Consumed consumed{.table = table.name, .indexes = {}};
  consumed.add_write(table, cost);
  add_capacity(result, request, consumed);
  add_collection_metrics(result, request, table, item);
}

Instant instant_of(const json::value& epoch_seconds) {
  constexpr double per_second = 1e6;
  return Instant(Duration(std::llround(epoch_seconds.to_number<double>() * per_second)));
}

std::string whole_seconds(Instant when) {
  std::string text = iso_time(when);
  return text.substr(0, text.find('.')) + "Z";
}

std::string table_name(const json::object& request) {
  return std::string(table_name_of(find_text(request, "TableName").value_or("")));
}

bool wants_strong(const json::object& request) {
  const json::value* flag = find(request, "ConsistentRead");
  return flag && flag->is_bool() && flag->as_bool();
}

}  // namespace orrery::dynamodb
