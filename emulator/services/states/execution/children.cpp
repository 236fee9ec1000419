// Parallel and inline Map: a frame and its children.
#include "services/states/execution/engine.h"

namespace orrery::states {

void Engine::begin_children(Run run, std::unique_ptr<Children> children) {
  Frame& frame = run.frame;
  frame.phase = Phase::children;
  frame.children = std::move(children);
  frame.started_event = frame.children->last_event = frame.previous_event;
  records.write_items(run.execution, frame);
  save(run);
  if (frame.children->results.empty()) return children_done(run);
  start_children(run, frame.started_event);
}

void Engine::start_children(Run run, std::uint64_t previous) {
  Frame& parent = run.frame;
  Children& children = *parent.children;
  const bool is_map = run.state().kind == StateKind::map;
  // All that start together are announced before the first of them takes a step.
  std::vector<Frame*> begun;
  while (children.running < children.most_at_once && children.next < children.results.size()) {
    const std::size_t index = children.next++;
    const MapItem& item = children.items[index];
    auto made = std::make_unique<Frame>();
    Frame& child = *made;
    child.id = run.execution.next_frame++;
    child.parent = parent.id;
    child.index = index;
    child.graph = is_map ? &run.state().map->processor : &run.state().branches[index];
    child.state = &child.graph->states.find(child.graph->start)->second;
    child.variables.outer = &parent.variables;
    child.previous_event = previous;
    child.trace = parent.trace;
    if (is_map) {
      child.previous_event =
          history.add(run.execution, "MapIterationStarted", previous, "mapIterationStartedEventDetails",
                      {{"name", run.state().name}, {"index", index}});
      child.item = item;
      const Scope raw = scope(run, &item);
      const json::value effective = run.state().jsonata() ? raw.input : effective_input(run.state(), raw);
      if (run.state().parameters) {
        child.input = run.state().parameters->evaluate(raw.over(effective), tools());
      } else if (item.key) {
        child.input = json::object{{"Key", *item.key}, {"Value", item.value}};
      } else {
        child.input = item.value;
      }
    } else {
      child.input = item.value;
    }
    check_nesting(child.input);
    child.input_text = print(child.input);
    run.execution.frames.emplace(child.id, std::move(made));
    ++children.running;
    begun.push_back(&child);
  }
  for (Frame* child : begun) {
    records.write_frame(run.execution, *child);
    post_step(run.execution, *child);
  }
}

void Engine::child_done(Execution& execution, Frame& child, json::value output) {
  Frame& parent = *execution.frame(child.parent);
  const Run run{*this, execution, parent};
  Children& children = *parent.children;
  const std::size_t index = child.index;
  const std::uint64_t exited = child.previous_event;
  std::uint64_t last = exited;
  if (run.state().kind == StateKind::map) {
    last = history.add(execution, "MapIterationSucceeded", last, "mapIterationSucceededEventDetails",
                       {{"name", run.state().name}, {"index", index}});
  }
  erase(execution, child);
  records.write_result(execution, parent, index, output);
  children.results[index] = std::move(output);
  children.last_event = last;
  --children.running;
  ++children.done;
  guarded(run, [&] {
    if (children.done == children.results.size()) return children_done(run);
    start_children(run, exited);
  });
}

void Engine::children_done(Run run) {
  json::array results;
  for (auto& result : run.frame.children->results) results.push_back(std::move(*result));
  // What follows comes after the last child, as this event does.
  run.frame.previous_event = run.frame.children->last_event;
  history.add(run.execution,
              run.state().kind == StateKind::map ? "MapStateSucceeded" : "ParallelStateSucceeded",
              run.frame.previous_event);
  // The results are looked at as absent from here on, but their records are still there to be erased.
  for (auto& result : run.frame.children->results) result = nullptr;
  run.frame.phase = Phase::running;
  finish(run, std::move(results));
}

void Engine::erase(Execution& execution, Frame& frame) {
  const Run run{*this, execution, frame};
  settle(run);
  records.erase_frame(execution, frame);
  execution.frames.erase(frame.id);
}

// Tells that the states below `parent` are given up: all that were entered, that of the child that failed
// too. Their frames stay until somebody above takes care of the failure; if nobody does, a redrive needs
// them.
void Engine::abort_children(Execution& execution, Frame& parent, std::uint64_t previous,
                            const Frame* failed) {
  if (!parent.children) return;
  const bool is_map = parent.state->kind == StateKind::map;
  const auto tell_iteration = [&](const char* type, const char* details, const Frame& child) {
    if (is_map)
      history.add(execution, type, previous, details, {{"name", parent.state->name}, {"index", child.index}});
  };
  for (Frame* child : execution.children_of(parent.id)) {
    if (child == failed) {
      tell_iteration("MapIterationFailed", "mapIterationFailedEventDetails", *child);
    } else {
      abort_children(execution, *child, previous, nullptr);
      tell_iteration("MapIterationAborted", "mapIterationAbortedEventDetails", *child);
    }
    give_up(execution, *child, previous);
  }
}

void Engine::give_up(Execution& execution, Frame& child, std::uint64_t previous) {
  const StateKind kind = child.state->kind;
  const bool told = child.phase != Phase::ready && (kind == StateKind::task || kind == StateKind::wait ||
                                                    kind == StateKind::parallel || kind == StateKind::map);
  if (told) history.add(execution, std::string(kind_name(kind)) + "StateAborted", previous);
  core.journal.end(child.line, "ABORTED");
  halt({*this, execution, child});
  if (child.phase != Phase::ready && child.phase != Phase::children) child.phase = Phase::ended;
}

}  // namespace orrery::states
