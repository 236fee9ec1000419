#include "services/dynamodb/dynamodb.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/item_store.h"
#include "services/dynamodb/keys.h"
#include "services/dynamodb/legacy.h"
#include "services/dynamodb/operations/operations.h"
#include "services/dynamodb/request.h"
#include "services/dynamodb/shapes.h"

namespace orrery::dynamodb {
namespace {

constexpr Member members[] = {
    {"ReturnConsumedCapacity", shapes::return_capacity},
    {"TableName", shapes::table_name, Need::required},
    {"Item", shapes::attributes, Need::required},
    {"ConditionalOperator", shapes::conditional_operator},
    {"Expected", shapes::expected},
    {"ReturnValues", shapes::return_values},
    {"ReturnItemCollectionMetrics", shapes::return_metrics},
    {"ReturnValuesOnConditionCheckFailure", shapes::return_on_failure},
    {"ConditionExpression", shapes::text},
    {"ExpressionAttributeValues", shapes::attributes},
    {"ExpressionAttributeNames", shapes::names_map},
};

struct Put {
  std::string item;
  WriteCondition condition;
};

Put read_put(const json::object& request) {
  check_expression_parameters(request, {"ConditionExpression"}, {"Expected"});
  Put put{encode_new_item(*find_object(request, "Item")), {}};
  const auto returns = find_text(request, "ReturnValues").value_or("NONE");
  if (returns != "ALL_OLD" && returns != "NONE") throw validation("ReturnValues can only be ALL_OLD or NONE");
  check_item_size(put.item);
  if (const json::object* expected = find_object(request, "Expected")) check_expected(*expected);
  Bindings bindings(request);
  put.condition = read_condition(request, bindings);
  bindings.check_all_used();
  return put;
}

}  // namespace

json::object put_item(Dynamodb& dynamodb, const Input& input) {
  const json::object& request = input.members;
  check_shape(members, request, TableNameCheck::with_others, ConstraintWords::writes);
  const auto [item, condition] = in_envelope([&] { return read_put(request); });

  Table& table = dynamodb.tables.get(input.context, input.text("TableName"));
  check_item_keys(table, item);
  check_index_keys(table, item);
  const auto found = find_item(dynamodb, table, item);
  const auto old_item = found ? std::optional(found->item()) : std::nullopt;
  condition.check(old_item);
  const WriteCost cost = write_item(dynamodb, table, old_item, item);

  json::object result;
  if (old_item && find_text(request, "ReturnValues") == "ALL_OLD")
    result["Attributes"] = item_to_json(*old_item);
  bool indexes = false;
  if (wants_capacity(request, indexes)) {
    Consumed consumed{.table = table.name, .indexes = {}};
    consumed.add_write(table, cost);
    result["ConsumedCapacity"] = show(consumed, indexes);
  }
  add_collection_metrics(result, request, table, item);
  return result;
}

}  // namespace orrery::dynamodb
