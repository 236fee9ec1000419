// How a Map Run begins, goes on and ends.
#include "services/states/map_run/map_run.h"

#include "core/arn.h"
#include "core/digest.h"
#include "services/states/execution/engine.h"
#include "services/states/kinds/map_items.h"
#include "services/states/map_run/items.h"
#include "services/states/map_run/results.h"

namespace orrery::states {
namespace {

// Children started in one turn, so that others get theirs between.
constexpr int starts_per_turn = 32;
constexpr std::int64_t most_children = 10000;

Failure threshold_exceeded() {
  return Failure("States.ExceedToleratedFailureThreshold",
                 "The specified tolerated failure threshold was exceeded");
}

}  // namespace

std::string label_of(const State& state) {
  if (!state.map->label.empty()) return state.map->label;
  std::string bytes = md5(state.name);
  bytes[6] = static_cast<char>((bytes[6] & 0x0F) | 0x30);
  bytes[8] = static_cast<char>((bytes[8] & 0x3F) | 0x80);
  std::string label = to_hex(bytes);
  for (const std::size_t dash : {8, 13, 18, 23}) label.insert(dash, 1, '-');
  return label;
}

SourcedItems input_items(const Run& run) {
  const Scope raw = run.engine.scope(run);
  const json::value effective = run.state().jsonata() ? raw.input : effective_input(run.state(), raw);
  SourcedItems found;
  for (MapItem& item : items_of(run.state(), raw.over(effective), run.engine.tools())) {
    found.items.push_back(
        item.key ? json::value(json::object{{"Key", *item.key}, {"Value", std::move(item.value)}})
                 : std::move(item.value));
  }
  return found;
}

void MapRuns::begin(Run run) {
  const bool reads = run.state().map->reader.has_value();
  SourcedItems found;
  if (!reads) found = input_items(run);
  run.frame.started_event =
      engine_.event(run, "MapStateStarted", "mapStateStartedEventDetails", {{"length", found.items.size()}});
  MapRun& map_run = create(run);
  const std::string uuid = map_run.uuid;
  run.frame.map_run = map_run.arn;
  run.frame.phase = Phase::task;
  engine_.event(run, "MapRunStarted", "mapRunStartedEventDetails", {{"mapRunArn", map_run.arn}});
  engine_.save(run);
  store(map_run);
  engine_.core.store.put(index_prefix(map_run.serial).text(uuid), "");
  if (reads) return read_items(map_run);
  items_ready(uuid, std::move(found));
}

MapRun& MapRuns::create(Run run) {
  const State& state = run.state();
  const Scope raw = engine_.scope(run);
  const json::value effective = state.jsonata() ? raw.input : effective_input(state, raw);
  const Scope scope = raw.over(effective);
  const Tools tools = engine_.tools();
  auto made = std::make_unique<MapRun>();
  made->uuid = engine_.entropy.uuid();
  made->label = label_of(state);
  made->machine = run.execution.machine + "/" + made->label;
  made->context = run.execution.context;
  made->arn = make_arn(made->context, "states", "mapRun:" + made->machine + ":" + made->uuid);
  made->serial = run.execution.serial;
  made->frame = run.frame.id;
  made->run = run.frame.run;
  made->execution_arn = run.execution.arn;
  made->state = state.name;
  made->started = engine_.core.clock.now();
  const auto number = [&](const std::optional<Template>& field, std::string_view name, bool whole = true) {
    return field ? map_number(*field, name, scope, tools, whole) : 0.0;
  };
  made->most_at_once = static_cast<std::int64_t>(number(state.map->most_at_once, "MaxConcurrency"));
  made->tolerated_count =
      static_cast<std::int64_t>(number(state.map->tolerated_count, "ToleratedFailureCount"));
  if (made->tolerated_count < 0) throw runtime_failure("ToleratedFailureCount cannot be negative.");
  made->tolerated_percentage = number(state.map->tolerated_percentage, "ToleratedFailurePercentage", false);
  if (made->tolerated_percentage < 0 || made->tolerated_percentage > 100)
    throw runtime_failure("ToleratedFailurePercentage must be between 0 and 100.");
  if (state.map->reader) items_asked(*state.map->reader, scope, tools);
  made->count_given = state.map->tolerated_count.has_value();
  made->percentage_given = state.map->tolerated_percentage.has_value();
  MapRun& map_run = *made;
  runs_[map_run.uuid] = std::move(made);
  return map_run;
}

void MapRuns::read_items(MapRun& map_run) {
  const auto run = engine_.waiting({map_run.serial, map_run.frame, map_run.run});
  if (!run) return;
  const Scope raw = engine_.scope(*run);
  const json::value effective = run->state().jsonata() ? raw.input : effective_input(run->state(), raw);
  Context context = map_run.context;
  context.trace = run->frame.trace;
  context.caller = "states";
  const std::string uuid = map_run.uuid;
  read_from_s3(
      engine_, context, *run->state().map->reader, raw.over(effective),
      [this, uuid](SourcedItems found) { items_ready(uuid, std::move(found)); },
      [this, uuid](Failure failure) { items_failed(uuid, std::move(failure)); });
}

void MapRuns::items_failed(const std::string& uuid, Failure failure) {
  const auto found = runs_.find(uuid);
  if (found != runs_.end()) fail(*found->second, std::move(failure));
}

void MapRuns::items_ready(const std::string& uuid, SourcedItems items) {
  const auto found = runs_.find(uuid);
  if (found == runs_.end()) return;
  MapRun& map_run = *found->second;
  const auto run = engine_.waiting({map_run.serial, map_run.frame, map_run.run});
  if (!run) return;
  try {
    const Scope raw = engine_.scope(*run);
    const json::value effective = run->state().jsonata() ? raw.input : effective_input(run->state(), raw);
    map_run.inputs = child_inputs(run->state(), *run, std::move(items), raw.over(effective));
  } catch (Failure& failure) {
    return fail(map_run, std::move(failure));
  }
  map_run.results.resize(map_run.inputs.size());
  map_run.executions.pending = static_cast<std::int64_t>(map_run.inputs.size());
  for (const ChildInput& input : map_run.inputs) map_run.items.pending += input.items;
  recover_children(map_run);
  for (std::size_t i = 0; i < map_run.results.size(); ++i) {
    const ChildResult& result = map_run.results[i];
    if (result.name.empty() || result.status == Status::pending_redrive) map_run.waiting.push_back(i);
  }
  map_run.ready = true;
  go_on(map_run);
}

void MapRuns::go_on(MapRun& map_run) {
  if (too_many_failed(map_run)) return fail(map_run, threshold_exceeded());
  if (map_run.waiting.empty() && map_run.children.empty()) return finish(map_run);
  if (map_run.waiting.empty() || map_run.starting) return;
  map_run.starting = true;
  engine_.core.loop.post([this, uuid = map_run.uuid] { start_some(uuid); });
}

void MapRuns::start_some(const std::string& uuid) {
  const auto found = runs_.find(uuid);
  if (found == runs_.end()) return;
  MapRun& map_run = *found->second;
  map_run.starting = false;
  const auto most = map_run.most_at_once > 0 ? std::min(map_run.most_at_once, most_children) : most_children;
  for (int started = 0; started < starts_per_turn; ++started) {
    if (map_run.waiting.empty() || static_cast<std::int64_t>(map_run.children.size()) >= most) return;
    const std::size_t index = map_run.waiting.front();
    map_run.waiting.pop_front();
    start_child(map_run, index);
  }
  map_run.starting = true;
  engine_.core.loop.post([this, uuid] { start_some(uuid); });
}

bool MapRuns::too_many_failed(const MapRun& map_run) const {
  const std::int64_t failed = map_run.items.failed + map_run.items.timed_out + map_run.items.aborted;
  if (failed == 0) return false;
  if (!map_run.count_given && !map_run.percentage_given) return true;
  const double share = 100.0 * static_cast<double>(failed) / static_cast<double>(map_run.items.total());
  if (map_run.count_given && failed > map_run.tolerated_count) return true;
  return map_run.percentage_given && share > map_run.tolerated_percentage;
}

void MapRuns::finish(MapRun& map_run) {
  const auto run = engine_.waiting({map_run.serial, map_run.frame, map_run.run});
  if (!run) return end(map_run, "ABORTED");
  const std::string uuid = map_run.uuid;
  const auto& writer = run->state().map->writer;
  const auto done = [this, uuid](json::value result) {
    const auto found = runs_.find(uuid);
    if (found == runs_.end()) return;
    MapRun& ended = *found->second;
    const auto at = engine_.waiting({ended.serial, ended.frame, ended.run});
    ended.executions.written = ended.executions.total();
    ended.items.written = ended.items.total();
    end(ended, "SUCCEEDED");
    if (!at) return;
    engine_.guarded(*at, [&] {
      // What follows comes after the Map Run began, past both of these.
      const std::uint64_t succeeded =
          engine_.history.add(at->execution, "MapRunSucceeded", at->frame.previous_event);
      engine_.history.add(at->execution, "MapStateSucceeded", succeeded);
      at->frame.map_run.clear();
      at->frame.phase = Phase::running;
      engine_.finish(*at, std::move(result));
    });
  };
  if (!writer || writer->resource.empty()) return done(gathered(engine_, map_run, run->state()));
  const Scope raw = engine_.scope(*run);
  const json::value effective = run->state().jsonata() ? raw.input : effective_input(run->state(), raw);
  write_results(engine_, map_run, *writer, raw.over(effective), done, [this, uuid](Failure failure) {
    const auto found = runs_.find(uuid);
    if (found != runs_.end()) fail(*found->second, std::move(failure));
  });
}

// The results there are so far are written, those of a Map Run that fails too.
void MapRuns::fail(MapRun& map_run, Failure failure) {
  const auto run = engine_.waiting({map_run.serial, map_run.frame, map_run.run});
  stop_children(map_run);
  const std::string uuid = map_run.uuid;
  const bool writes =
      run && map_run.ready && run->state().map->writer && !run->state().map->writer->resource.empty();
  map_run.ready = false;
  if (!writes) return tell_failed(uuid, std::move(failure));
  const Scope raw = engine_.scope(*run);
  const json::value effective = run->state().jsonata() ? raw.input : effective_input(run->state(), raw);
  write_results(
      engine_, map_run, *run->state().map->writer, raw.over(effective),
      [this, uuid, failure](const json::value&) {
        const auto found = runs_.find(uuid);
        if (found == runs_.end()) return;
        found->second->executions.written = found->second->executions.total();
        found->second->items.written = found->second->items.total();
        tell_failed(uuid, failure);
      },
      [this, uuid](Failure worse) { tell_failed(uuid, std::move(worse)); });
}

void MapRuns::tell_failed(const std::string& uuid, Failure failure) {
  const auto found = runs_.find(uuid);
  if (found == runs_.end()) return;
  const auto run = engine_.waiting({found->second->serial, found->second->frame, found->second->run});
  end(*found->second, "FAILED");
  if (!run) return;
  engine_.guarded(*run, [&] {
    json::object details{{"error", failure.error}};
    if (failure.cause) details["cause"] = *failure.cause;
    engine_.event(*run, "MapRunFailed", "mapRunFailedEventDetails", std::move(details));
    run->frame.phase = Phase::running;
    throw failure;
  });
}

void MapRuns::abandon(Run run) {
  MapRun* map_run = find(run.frame.map_run);
  if (!map_run) return;
  map_run->ready = false;
  stop_children(*map_run);
  end(*map_run, "ABORTED");
}

void MapRuns::end(MapRun& map_run, std::string_view status) {
  map_run.status = status;
  map_run.stopped = engine_.core.clock.now();
  store(map_run);
  // It may be on the stack still.
  auto node = runs_.extract(map_run.uuid);
  std::shared_ptr<MapRun> kept(std::move(node.mapped()));
  engine_.core.loop.post([kept] {});
}

}  // namespace orrery::states
