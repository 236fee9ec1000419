// Map Runs as they are told and stored.
#include "services/states/execution/engine.h"
#include "services/states/map_run/map_run.h"

namespace orrery::states {

std::int64_t& Counts::of(Status status) {
  switch (status) {
    case Status::succeeded:
      return succeeded;
    case Status::failed:
      return failed;
    case Status::timed_out:
      return timed_out;
    case Status::aborted:
      return aborted;
    case Status::pending_redrive:
      return pending_redrive;
    default:
      return running;
  }
}

json::object to_json(const Counts& counts) {
  return {{"pending", counts.pending},     {"running", counts.running},
          {"succeeded", counts.succeeded}, {"failed", counts.failed},
          {"timedOut", counts.timed_out},  {"aborted", counts.aborted},
          {"total", counts.total()},       {"resultsWritten", counts.written},
          {"failuresNotRedrivable", 0},    {"pendingRedrive", counts.pending_redrive}};
}

std::string map_run_uuid(std::string_view arn) {
  const std::size_t kind = arn.find(":mapRun:");
  const std::size_t colon = arn.rfind(':');
  if (kind == std::string_view::npos || colon <= kind + 7) return {};
  return std::string(arn.substr(colon + 1));
}

Key MapRuns::record_key(std::string_view uuid) { return Key("states").text("maprun").text(uuid); }
Key MapRuns::index_prefix(std::uint64_t serial) { return Key("states").text("mapruns").number(serial); }

MapRun* MapRuns::find(std::string_view arn) const {
  const auto found = runs_.find(map_run_uuid(arn));
  return found == runs_.end() || found->second->arn != arn ? nullptr : found->second.get();
}

json::object MapRuns::describe(const MapRun& map_run) const {
  json::object told{{"mapRunArn", map_run.arn},
                    {"executionArn", map_run.execution_arn},
                    {"status", map_run.status},
                    {"startDate", epoch_double(map_run.started)},
                    {"maxConcurrency", map_run.most_at_once},
                    {"toleratedFailurePercentage", map_run.tolerated_percentage},
                    {"toleratedFailureCount", map_run.tolerated_count},
                    {"itemCounts", to_json(map_run.items)},
                    {"executionCounts", to_json(map_run.executions)},
                    {"redriveCount", map_run.redrives}};
  if (map_run.redriven) told["redriveDate"] = epoch_double(*map_run.redriven);
  if (map_run.status != "RUNNING") told["stopDate"] = epoch_double(map_run.stopped);
  return told;
}

void MapRuns::store(const MapRun& map_run) {
  json::object record = describe(map_run);
  record["machine"] = map_run.machine;
  record["account"] = map_run.context.account;
  record["region"] = map_run.context.region;
  record["started_us"] = map_run.started.time_since_epoch().count();
  if (map_run.redriven) record["redriven_us"] = map_run.redriven->time_since_epoch().count();
  record["count_given"] = map_run.count_given;
  record["percentage_given"] = map_run.percentage_given;
  engine_.core.store.put(record_key(map_run.uuid), print(record));
}

void MapRuns::update(MapRun& map_run) {
  store(map_run);
  if (map_run.ready) go_on(map_run);
}

std::optional<json::object> MapRuns::stored(std::string_view arn) const {
  const auto text = engine_.core.store.get(record_key(map_run_uuid(arn)));
  if (!text) return std::nullopt;
  auto record = parse_json(*text);
  if (find_text(record->get_object(), "mapRunArn") != arn) return std::nullopt;
  return std::move(record->get_object());
}

}  // namespace orrery::states
