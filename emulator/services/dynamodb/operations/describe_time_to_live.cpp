#include "services/dynamodb/dynamodb.h"
#include "services/dynamodb/operations/operations.h"
#include "services/dynamodb/shapes.h"

namespace orrery::dynamodb {
namespace {
constexpr Member members[] = {{"TableName", shapes::name_text, Need::required}};
}  // namespace

json::object describe_time_to_live(Dynamodb& dynamodb, const Input& input) {
  check_shape(members, input.members, TableNameCheck::first);
  const Table& table = dynamodb.tables.describe(input.context, input.text("TableName"));
  json::object description{{"TimeToLiveStatus", table.ttl_attribute.empty() ? "DISABLED" : "ENABLED"}};
  if (!table.ttl_attribute.empty()) description["AttributeName"] = table.ttl_attribute;
  return {{"TimeToLiveDescription", std::move(description)}};
}

}  // namespace orrery::dynamodb
