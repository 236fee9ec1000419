// Map Runs that go on: after a restart, and redriven.
#include "services/states/execution/engine.h"
#include "services/states/map_run/map_run.h"

namespace orrery::states {

MapRun& MapRuns::take_up(Run run, const json::object& record) {
  auto again = std::make_unique<MapRun>();
  const auto number = [&](const char* name) { return find_number(record, name).value_or(0); };
  again->arn = run.frame.map_run;
  again->uuid = map_run_uuid(again->arn);
  again->context = run.execution.context;
  again->label = label_of(run.state());
  again->machine = run.execution.machine + "/" + again->label;
  again->serial = run.execution.serial;
  again->frame = run.frame.id;
  again->run = run.frame.run;
  again->execution_arn = run.execution.arn;
  again->state = run.state().name;
  again->started = Instant(Duration(number("started_us")));
  again->most_at_once = number("maxConcurrency");
  again->tolerated_count = number("toleratedFailureCount");
  again->tolerated_percentage = number_of(record.at("toleratedFailurePercentage"));
  again->count_given = record.at("count_given").as_bool();
  again->percentage_given = record.at("percentage_given").as_bool();
  again->redrives = number("redriveCount");
  if (const auto when = find_number(record, "redriven_us")) again->redriven = Instant(Duration(*when));
  MapRun& known = *again;
  runs_[known.uuid] = std::move(again);
  return known;
}

// Reads its items once more; what its children's records say decides which of them are still to be run.
void MapRuns::begin_again(const std::string& uuid) {
  const auto found = runs_.find(uuid);
  if (found == runs_.end()) return;
  const MapRun& known = *found->second;
  const auto run = engine_.waiting({known.serial, known.frame, known.run});
  if (!run) return;
  if (run->state().map->reader) return read_items(*found->second);
  items_ready(uuid, input_items(*run));
}

void MapRuns::resume(Run run) {
  const auto record = stored(run.frame.map_run);
  if (!record) return;
  const std::string uuid = take_up(run, *record).uuid;
  // Its children are taken up in the same turn, some of them after it.
  engine_.core.loop.post([this, uuid] { begin_again(uuid); });
}

void MapRuns::redrive(Run run) {
  const auto record = stored(run.frame.map_run);
  if (!record) return engine_.work(run);
  run.frame.phase = Phase::task;
  ++run.frame.run;
  MapRun& again = take_up(run, *record);
  ++again.redrives;
  again.redriven = engine_.core.clock.now();
  engine_.event(run, "MapRunRedriven", "mapRunRedrivenEventDetails",
                {{"mapRunArn", again.arn}, {"redriveCount", again.redrives}});
  engine_.save(run);
  store(again);
  mark_for_redrive(again);
  begin_again(again.uuid);
}

// Standard children wait to be redriven themselves; Express ones leave their places to new ones.
void MapRuns::mark_for_redrive(const MapRun& map_run) {
  std::vector<std::string> names;
  for (auto cursor = engine_.core.store.scan(Records::started_prefix(map_run.context, map_run.machine));
       cursor.valid(); cursor.next()) {
    names.emplace_back(cursor.value());
  }
  for (const std::string& name : names) {
    const auto child = engine_.records.read_execution(map_run.context, map_run.machine, name);
    const bool ended_badly = child && child->map_run == map_run.arn && child->status != Status::running &&
                             child->status != Status::succeeded;
    if (!ended_badly || child->about.contains("replaced")) continue;
    if (child->express) {
      child->about["replaced"] = true;
    } else {
      child->status = Status::pending_redrive;
    }
    engine_.records.write_execution(*child);
  }
}

}  // namespace orrery::states
