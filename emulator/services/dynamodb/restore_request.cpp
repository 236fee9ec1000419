#include "services/dynamodb/restore_request.h"

#include <set>

#include "services/dynamodb/errors.h"
#include "services/dynamodb/table_rules.h"
#include "services/dynamodb/throughput_settings.h"

namespace orrery::dynamodb {
namespace {

AwsError invalid_request(const std::string& what) { return validation("Invalid Request: " + what); }

constexpr const char* no_throughput =
    "Cannot override ProvisionedThroughput if BillingMode is overridden to PAY_PER_REQUEST";

void check_billing(const Input& input, bool on_demand) {
  const auto mode = input.maybe_text("BillingModeOverride");
  const bool throughput = input.has("ProvisionedThroughputOverride");
  if (throughput && on_demand) {
    throw invalid_request(mode ? no_throughput
                               : "Cannot override ProvisionedThroughput unless BillingMode is PROVISIONED");
  }
  if (!throughput && mode == "PROVISIONED") {
    throw invalid_request("Must override ProvisionedThroughput if BillingMode is overridden to PROVISIONED");
  }
  const json::object* most = input.maybe_object("OnDemandThroughputOverride");
  if (!most) return;
  for (const char* member : {"MaxReadRequestUnits", "MaxWriteRequestUnits"}) {
    const auto units = find_number(*most, member);
    if (units && !on_demand) {
      throw invalid_request("Cannot override " + std::string(member) +
                            " for OnDemandThroughput unless BillingModeOverride is PAY_PER_REQUEST");
    }
    if (units && *units < 1) {
      throw invalid_request("Requested " + std::string(member) +
                            " for OnDemandThroughput is outside of valid range");
    }
  }
}

// Whether the request's index has the keys and the projection of that one.
bool is_like(const json::object& wanted, const Index& index) {
  json::array keys;
  index.keys.for_each([&keys](const KeyAttribute& key, bool is_hash) {
    keys.push_back({{"AttributeName", key.name}, {"KeyType", is_hash ? "HASH" : "RANGE"}});
  });
  if (*find_array(wanted, "KeySchema") != keys) return false;
  Index projection;
  read_projection(wanted, projection);
  std::ranges::sort(projection.included);
  std::vector<std::string> included = index.included;
  std::ranges::sort(included);
  return projection.projected == index.projected && projection.included == included;
}

// The indexes of the override, or those of the backup. They may have other names, but none may be new.
void override_indexes(const Input& input, const char* member, IndexKind kind, Table& table) {
  const json::array* overrides = find_array(input.members, member);
  if (!overrides) return;
  std::vector<Index> chosen;
  std::set<std::string> names;
  for (const json::value& override_ : *overrides) {
    const json::object& wanted = override_.as_object();
    const std::string name(*find_text(wanted, "IndexName"));
    const bool known = std::ranges::any_of(
        table.indexes, [&](const Index& index) { return index.kind == kind && is_like(wanted, index); });
    if (!known) {
      throw invalid_request("Index " + name +
                            " does not match a secondary index that existed in the source table and cannot "
                            "be created during the restore operation");
    }
    const bool throughput = find(wanted, "ProvisionedThroughput") != nullptr;
    if (kind == IndexKind::global && throughput == table.on_demand) {
      throw invalid_request(throughput ? no_throughput + (" for index " + name)
                                       : "Must specify provisioned throughput for index " + name);
    }
    chosen.push_back(read_index(wanted, kind, table, names, Setting::at_creation));
  }
  std::erase_if(table.indexes, [kind](const Index& index) { return index.kind == kind; });
  std::ranges::move(chosen, std::back_inserter(table.indexes));
}

}  // namespace

void override_restored(const Input& input, Instant now, Table& table) {
  input.refuse_unsupported({"VectorIndexOverride"});
  if (const auto mode = input.maybe_text("BillingModeOverride")) table.on_demand = *mode == "PAY_PER_REQUEST";
  check_billing(input, table.on_demand);
  if (table.on_demand) {
    table.throughput = {};
    table.on_demand_since = now;
  }
  if (const json::object* units = input.maybe_object("ProvisionedThroughputOverride")) {
    table.throughput = {find_number(*units, "ReadCapacityUnits").value_or(0),
                        find_number(*units, "WriteCapacityUnits").value_or(0),
                        {},
                        {}};
  }
  json::object settings;
  for (const char* member : {"OnDemandThroughput", "SSESpecification"}) {
    const json::object* wanted = input.maybe_object(std::string(member) + "Override");
    if (wanted) settings[member] = *wanted;
  }
  check_encryption(settings);
  set_on_demand(settings, table.on_demand, "", Setting::at_creation, table.extras);
  read_encryption(settings, table);
  override_indexes(input, "LocalSecondaryIndexOverride", IndexKind::local, table);
  override_indexes(input, "GlobalSecondaryIndexOverride", IndexKind::global, table);
}

}  // namespace orrery::dynamodb
