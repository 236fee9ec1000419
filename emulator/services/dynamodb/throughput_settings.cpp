#include "services/dynamodb/throughput_settings.h"

#include "services/dynamodb/errors.h"

namespace orrery::dynamodb {
namespace {

constexpr const char* on_demand_members[] = {"MaxReadRequestUnits", "MaxWriteRequestUnits"};
constexpr const char* warm_members[] = {"ReadUnitsPerSecond", "WriteUnitsPerSecond"};

void keep(json::object& extras, const json::object& warm, bool on_demand, const Throughput& throughput) {
  extras.erase("WarmThroughput");
  const json::object usual = warm_throughput(extras, on_demand, throughput);
  if (usual != warm) extras["WarmThroughput"] = warm;
}

}  // namespace

void set_on_demand(const json::object& request, bool on_demand, std::string_view index, Setting setting,
                   json::object& extras) {
  const json::object* wanted = find_object(request, "OnDemandThroughput");
  if (!wanted) return;
  json::object kept;
  if (const json::object* before = find_object(extras, "OnDemandThroughput")) kept = *before;
  for (const char* member : on_demand_members) {
    const auto units = find_number(*wanted, member);
    if (!units) continue;
    const std::string name(member);
    if (!on_demand) {
      const std::string of = index.empty() ? "" : " for index: " + std::string(index);
      throw invalid_parameter(name + " for OnDemandThroughput" + of +
                              (setting == Setting::by_update
                                   ? " cannot be specified when the table BillingMode is PROVISIONED"
                                   : " cannot be specified when table BillingMode is PROVISIONED."));
    }
    const bool clears = *units == -1 && setting == Setting::by_update;
    if (*units < 1 && !clears) {
      throw invalid_parameter("Requested " + name + " for OnDemandThroughput for " +
                              (index.empty() ? "table" : "index : " + std::string(index)) +
                              " is outside of valid range");
    }
    clears ? static_cast<void>(kept.erase(member)) : static_cast<void>(kept[member] = *units);
  }
  extras.erase("OnDemandThroughput");
  if (!kept.empty()) extras["OnDemandThroughput"] = std::move(kept);
}

json::object warm_throughput(const json::object& extras, bool on_demand, const Throughput& throughput) {
  if (const json::object* kept = find_object(extras, "WarmThroughput")) return *kept;
  return {{"ReadUnitsPerSecond", on_demand ? 12000 : throughput.read},
          {"WriteUnitsPerSecond", on_demand ? 4000 : throughput.write},
          {"Status", "ACTIVE"}};
}

void keep_warm(json::object& extras, const json::object& before, bool on_demand,
               const Throughput& throughput) {
  extras.erase("WarmThroughput");
  json::object warm = warm_throughput(extras, on_demand, throughput);
  for (const char* member : warm_members) {
    warm[member] = std::max(warm.at(member).as_int64(), before.at(member).as_int64());
  }
  keep(extras, warm, on_demand, throughput);
}

void set_warm(const json::object& request, bool on_demand, const Throughput& throughput,
              std::string_view index, Setting setting, json::object& extras) {
  const json::object* wanted = find_object(request, "WarmThroughput");
  if (!wanted) return;
  json::object warm = warm_throughput(extras, on_demand, throughput);
  for (const char* member : warm_members) {
    const auto units = find_number(*wanted, member);
    if (!units) continue;
    if (*units < warm.at(member).as_int64()) {
      throw invalid_parameter(
          "Requested " + std::string(member) + " for WarmThroughput for " +
          (index.empty() ? "table" : "index " + std::string(index)) +
          (setting == Setting::by_update
               ? " is lower than current WarmThroughput, decreasing WarmThroughput is not "
                 "supported"
           : on_demand
               ? " is lower than initial throughput for OnDemand. See: "
                 "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/"
                 "on-demand-capacity-mode.html#on-demand-capacity-mode-initial"
               : " is lower than " +
                     std::string(member == warm_members[0] ? "ReadCapacityUnits" : "WriteCapacityUnits") +
                     " of ProvisionedThroughput"));
    }
    warm[member] = *units;
  }
  keep(extras, warm, on_demand, throughput);
}

}  // namespace orrery::dynamodb
