#include <set>

#include "services/dynamodb/dynamodb.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/expression/evaluate.h"
#include "services/dynamodb/item_store.h"
#include "services/dynamodb/keys.h"
#include "services/dynamodb/operations/operations.h"
#include "services/dynamodb/request.h"
#include "services/dynamodb/shapes.h"

namespace orrery::dynamodb {
namespace {

constexpr Shape key_map_shape{
    .kind = Shape::Kind::map, .java = "AttributeValue", .element = &shapes::attribute_value};
constexpr Shape keys_shape{.kind = Shape::Kind::list, .min = 1, .max = 100, .element = &key_map_shape};
constexpr Member block_members[] = {
    {"Keys", keys_shape, Need::required},
    {"AttributesToGet", shapes::attributes_to_get},
    {"ConsistentRead", shapes::flag},
    {"ProjectionExpression", shapes::text},
    {"ExpressionAttributeNames", shapes::names_map},
};
constexpr Shape block_shape{
    .kind = Shape::Kind::structure, .java = "KeysAndAttributes", .members = block_members};
constexpr Shape blocks_shape{.kind = Shape::Kind::map,
                             .java = "KeysAndAttributes",
                             .max = 100,
                             .element = &block_shape,
                             .table_keys = true};
constexpr Member batch_get_item_members[] = {
    {"RequestItems", blocks_shape},
    {"ReturnConsumedCapacity", shapes::return_capacity},
};

constexpr std::size_t max_items = 100;
constexpr std::size_t max_response_bytes = 16 * 1024 * 1024;

// What is asked of one table.
struct Block {
  std::string name;  // as the request spells it
  const Table* table = nullptr;
  const json::object* request = nullptr;
  std::vector<std::string> keys;
  std::optional<Projection> projection;
};

std::vector<Block> read_blocks(const json::object& request) {
  std::vector<Block> result;
  std::size_t count = 0;
  bool expressions = false, legacy = false;
  for (const auto& member : *find_object(request, "RequestItems")) {
    Block table{.name = std::string(member.key()),
                .table = nullptr,
                .request = &member.value().as_object(),
                .keys = {},
                .projection = {}};
    check_expression_parameters(*table.request, {"ProjectionExpression"}, {"AttributesToGet"});
    expressions = expressions || find(*table.request, "ProjectionExpression");
    legacy = legacy || find(*table.request, "AttributesToGet");
    check_attributes_to_get(*table.request);
    Bindings bindings(*table.request);
    table.projection = read_projection(*table.request, bindings);
    bindings.check_all_used();
    std::set<std::string> seen;
    for (const json::value& key : *find_array(*table.request, "Keys")) {
      table.keys.push_back(encode_item(key.as_object()));
      if (!seen.insert(table.keys.back()).second)
        throw validation("Provided list of item keys contains duplicates");
      if (++count > max_items) throw validation("Too many items requested for the BatchGetItem call");
    }
    result.push_back(std::move(table));
  }
  if (expressions && legacy) {
    throw validation(
        "Can not use both expression and non-expression parameters in the same request: Non-expression "
        "parameters: "
        "{AttributesToGet} Expression parameters: {ProjectionExpression}");
  }
  return result;
}

// A table that is named twice, by its name and by its ARN, is read once, as it was named last.
std::vector<Block> find_tables(Dynamodb& dynamodb, const Context& context, std::vector<Block> named) {
  std::vector<Block> asked;
  for (Block& block : named) {
    block.table = &dynamodb.tables.get(context, block.name);
    for (const std::string& key : block.keys) check_key(*block.table, key);
    std::erase_if(asked, [&block](const Block& earlier) { return earlier.table == block.table; });
    asked.push_back(std::move(block));
  }
  return asked;
}

json::object unprocessed(const Block& block, std::size_t from) {
  json::object left = *block.request;
  json::array rest;
  const json::array& all = *find_array(*block.request, "Keys");
  for (std::size_t i = from; i < all.size(); ++i) rest.push_back(all[i]);
  left["Keys"] = std::move(rest);
  return left;
}

}  // namespace

json::object batch_get_item(Dynamodb& dynamodb, const Input& input) {
  const json::object& request = input.members;
  check_shape(batch_get_item_members, request, TableNameCheck::with_others, ConstraintWords::newer);
  if (const json::object* tables = find_object(request, "RequestItems"); !tables || tables->empty()) {
    throw validation("The requestItems parameter is required for BatchGetItem");
  }
  const std::vector<Block> asked = find_tables(dynamodb, input.context, read_blocks(request));
  json::object responses, left;
  std::vector<Consumed> capacities;
  std::size_t bytes = 0;
  for (const Block& block : asked) {
    const Table& table = *block.table;
    json::array& items = responses.emplace(block.name, json::array{}).first->value().as_array();
    Consumed consumed{.table = block.name, .indexes = {}};
    const Consistency consistency =
        wants_strong(*block.request) ? Consistency::strong : Consistency::eventual;
    for (std::size_t i = 0; i < block.keys.size(); ++i) {
      if (bytes > max_response_bytes || dynamodb.faults.unprocessed > 0) {
        dynamodb.faults.unprocessed -= dynamodb.faults.unprocessed > 0;
        left[block.name] = unprocessed(block, i);
        break;
      }
      const auto found = find_item(dynamodb, table, block.keys[i]);
      consumed.add_read(read_units(found ? found->size : 0, consistency));
      if (!found) continue;
      bytes += found->size;
      items.push_back(block.projection ? item_to_json(project(found->item(), *block.projection))
                                       : item_to_json(found->item()));
    }
    capacities.push_back(std::move(consumed));
  }
  json::object result{{"Responses", std::move(responses)}, {"UnprocessedKeys", std::move(left)}};
  add_capacities(result, request, capacities);
  return result;
}

}  // namespace orrery::dynamodb
