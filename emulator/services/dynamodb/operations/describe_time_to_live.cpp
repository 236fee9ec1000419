#include "services/dynamodb/dynamodb.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/operations/operations.h"
#include "services/dynamodb/shapes.h"

namespace orrery::dynamodb {
namespace {
constexpr Member describe_time_to_live_members[] = {{"TableName", shapes::name, Need::required}};
}  // namespace

json::object describe_time_to_live(Dynamodb& dynamodb, const Input& input) {
  check_shape(describe_time_to_live_members, input.members, TableNameCheck::presence_first);
  const Table& table = dynamodb.tables.describe(input.context, input.text("TableName"));
  const Instant now = dynamodb.clock.now();
  if (table.status(now) == "CREATING") {
    throw validation(
        "Cannot describe time to live while table is in CREATING state: Current table state is CREATING");
  }
  const bool enabled = !table.ttl_attribute.empty(), changing = now < table.ttl_ready_at;
  json::object description{{"TimeToLiveStatus", enabled    ? changing ? "ENABLING" : "ENABLED"
                                                : changing ? "DISABLING"
                                                           : "DISABLED"}};
  if (enabled || changing) description["AttributeName"] = changing ? table.ttl_changing : table.ttl_attribute;
  return {{"TimeToLiveDescription", std::move(description)}};
}

}  // namespace orrery::dynamodb
