#include "services/dynamodb/dynamodb.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/operations/operations.h"
#include "services/dynamodb/shapes.h"

namespace orrery::dynamodb {
namespace {

constexpr Shape attribute_name_shape{.kind = Shape::Kind::text, .min = 1, .max = 255};
constexpr Member specification_members[] = {{"AttributeName", attribute_name_shape, Need::required},
                                            {"Enabled", shapes::flag, Need::required}};
constexpr Shape specification_shape{
    .kind = Shape::Kind::structure, .java = "TimeToLiveSpecification", .members = specification_members};
constexpr Member update_time_to_live_members[] = {
    {"TableName", shapes::name, Need::required},
    {"TimeToLiveSpecification", specification_shape, Need::required}};

AwsError other_attribute(const Table& table) {
  return validation("TimeToLive is active on a different AttributeName: current AttributeName is " +
                    table.ttl_attribute);
}

// AWS takes up to an hour over a change and refuses others meanwhile; here it takes what changes of tables
// do.
void check_rested(const Table& table, Instant now) {
  if (now < table.ttl_ready_at)
    throw validation("Time to live has been modified multiple times within a fixed interval");
}

}  // namespace

json::object update_time_to_live(Dynamodb& dynamodb, const Input& input) {
  check_shape(update_time_to_live_members, input.members, TableNameCheck::presence_first);
  const json::object& wanted = input.object("TimeToLiveSpecification");
  const bool enabled = wanted.at("Enabled").as_bool();
  const std::string attribute(view(wanted.at("AttributeName").as_string()));
  Table& table = dynamodb.tables.describe(input.context, input.text("TableName"));
  const Instant now = dynamodb.clock.now();
  if (enabled) {
    if (table.ttl_attribute == attribute) throw validation("TimeToLive is already enabled");
    if (!table.ttl_attribute.empty()) throw other_attribute(table);
    check_rested(table, now);
    table.ttl_attribute = attribute;
    dynamodb.time_to_live.start(table);
  } else {
    if (table.ttl_attribute.empty()) throw validation("TimeToLive is already disabled");
    if (table.ttl_attribute != attribute) throw other_attribute(table);
    check_rested(table, now);
    dynamodb.time_to_live.stop(table);
    table.ttl_attribute.clear();
  }
  table.ttl_changing = attribute;
  table.ttl_ready_at = now + dynamodb.options.table_delay;
  dynamodb.tables.save(table);
  return {{"TimeToLiveSpecification", wanted}};
}

}  // namespace orrery::dynamodb
