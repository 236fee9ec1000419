#include "services/states/map_run/children.h"

#include "core/arn.h"
#include "services/states/execution/engine.h"

namespace orrery::states {
const State* find_state(const Graph& graph, std::string_view name) {
  if (const auto found = graph.states.find(name); found != graph.states.end()) return &found->second;
  for (const auto& [key, state] : graph.states) {
    for (const Graph& branch : state.branches) {
      if (const State* found = find_state(branch, name)) return found;
    }
    if (!state.map) continue;
    if (const State* found = find_state(state.map->processor, name)) return found;
  }
  return nullptr;
}

const Graph* graph_of(const Execution& execution) {
  if (execution.map_run.empty()) return &execution.definition->graph;
  const auto name = find_text(execution.about, "mapState");
  const State* state = name ? find_state(execution.definition->graph, *name) : nullptr;
  return state && state->map ? &state->map->processor : nullptr;
}

void MapRuns::start_child(MapRun& map_run, std::size_t index) {
  const auto run = engine_.waiting({map_run.serial, map_run.frame, map_run.run});
  if (!run) return;
  const MapFields& fields = *run->state().map;
  if (map_run.results[index].status == Status::pending_redrive) return redrive_child(map_run, index);
  Engine::Start start;
  start.context = map_run.context;
  start.context.trace = run->frame.trace;
  start.context.call = run->frame.line;
  start.machine = map_run.machine;
  start.machine_arn = make_arn(map_run.context, "states", "stateMachine:" + map_run.machine);
  start.name = engine_.entropy.uuid();
  start.express = fields.express;
  start.arn = make_arn(map_run.context, "states",
                       (start.express ? "express:" : "execution:") + map_run.machine + ":" + start.name);
  start.revision = run->execution.revision;
  start.role_arn = run->execution.role_arn;
  start.definition = run->execution.definition;
  start.graph = &fields.processor;
  start.input = map_run.inputs[index].input;
  start.input_text = print(start.input);
  start.map_run = map_run.arn;
  start.map_index = index;
  start.about = json::object{{"mapState", map_run.state}, {"label", map_run.label}};
  if (const auto* test_case = run->execution.about.if_contains("testCase"))
    start.about["testCase"] = *test_case;
  if (fields.batcher) start.about["itemCount"] = map_run.inputs[index].items;
  map_run.results[index] = {Status::running, start.name};
  --map_run.executions.pending;
  ++map_run.executions.running;
  map_run.items.pending -= map_run.inputs[index].items;
  map_run.items.running += map_run.inputs[index].items;
  map_run.children.insert(engine_.start(std::move(start)).serial);
}

void MapRuns::redrive_child(MapRun& map_run, std::size_t index) {
  auto child = engine_.records.read_execution(map_run.context, map_run.machine, map_run.results[index].name);
  const auto run = engine_.waiting({map_run.serial, map_run.frame, map_run.run});
  child->definition = run->execution.definition;
  child->graph = &run->state().map->processor;
  map_run.results[index].status = Status::running;
  --map_run.executions.pending_redrive;
  ++map_run.executions.running;
  map_run.items.pending_redrive -= map_run.inputs[index].items;
  map_run.items.running += map_run.inputs[index].items;
  map_run.children.insert(engine_.redrive(std::move(child)).serial);
}

void MapRuns::child_ended(Execution& child) {
  MapRun* map_run = find(child.map_run);
  if (!map_run || !map_run->ready || map_run->children.erase(child.serial) == 0) return;
  const std::int64_t items = map_run->inputs[child.map_index].items;
  map_run->results[child.map_index].status = child.status;
  --map_run->executions.running;
  map_run->items.running -= items;
  ++map_run->executions.of(child.status);
  map_run->items.of(child.status) += items;
  go_on(*map_run);
}

// After a restart: what the children's records say. One that is lost with the process is started anew.
void MapRuns::recover_children(MapRun& map_run) {
  const Key prefix = Records::started_prefix(map_run.context, map_run.machine);
  for (auto cursor = engine_.core.store.scan(prefix); cursor.valid(); cursor.next()) {
    const auto child = engine_.records.read_execution(map_run.context, map_run.machine, cursor.value());
    if (!child || child->map_run != map_run.arn || child->map_index >= map_run.results.size()) continue;
    if (child->about.contains("replaced")) continue;
    const bool runs = child->status == Status::running;
    if (runs && !engine_.find(child->serial)) continue;
    const std::int64_t items = map_run.inputs[child->map_index].items;
    map_run.results[child->map_index] = {child->status, child->name};
    --map_run.executions.pending;
    map_run.items.pending -= items;
    ++map_run.executions.of(child->status);
    map_run.items.of(child->status) += items;
    if (runs) map_run.children.insert(child->serial);
  }
}

void MapRuns::stop_children(MapRun& map_run) {
  map_run.waiting.clear();
  const std::set<std::uint64_t> children = std::exchange(map_run.children, {});
  for (const std::uint64_t serial : children) {
    Execution* child = engine_.find(serial);
    if (!child) continue;
    const std::int64_t items = map_run.inputs[child->map_index].items;
    --map_run.executions.running;
    ++map_run.executions.aborted;
    map_run.items.running -= items;
    map_run.items.aborted += items;
    map_run.results[child->map_index].status = Status::aborted;
    engine_.stop(*child, std::nullopt,
                 "The map run execution [" + map_run.arn + "] which was managing this resource was aborted");
  }
}

}  // namespace orrery::states
