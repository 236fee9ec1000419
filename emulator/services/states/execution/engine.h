#pragma once
// Runs executions: one state of one frame per turn, so that others get theirs between.
//
// A state is entered, works, and is left in one turn where it can; where it waits for something, the frame is
// stored in its phase and an alarm or an answer takes it up again. What a step changes and the events that
// tell of it are written in the same turn.
#include <unordered_map>

#include "core/core.h"
#include "services/states/activities.h"
#include "services/states/data_flow.h"
#include "services/states/execution/history.h"
#include "services/states/execution/records.h"
#include "services/states/map_run/map_run.h"
#include "services/states/mocks.h"

namespace orrery::states {

class Engine;

// One frame standing in a state, as the kinds of states see it.
struct Run {
  Engine& engine;
  Execution& execution;
  Frame& frame;
  const State& state() const { return *frame.state; }
};

// Where an answer belongs. It is ignored if the state has been left, or is run again.
struct TaskPlace {
  std::uint64_t serial = 0, frame = 0, run = 0;
};

class Engine {
 public:
  Engine(Core& core, Invoker& invoker, Mocks mocks);

  struct Start {
    Context context;
    std::string arn, machine_arn, machine, name, revision, role_arn;
    std::shared_ptr<const Definition> definition;
    const Graph* graph = nullptr;  // nullptr: the machine's
    bool express = false;
    json::object logging, about;
    json::value input;
    std::string input_text;
    std::string map_run;
    std::size_t map_index = 0;
  };
  Execution& start(Start start);
  Execution* find(std::uint64_t serial) const;
  Execution* find(const Context& context, std::string_view machine, std::string_view name) const;
  Execution* find_arn(const Context& context, std::string_view arn) const;
  void stop(Execution& execution, std::optional<std::string> error, std::optional<std::string> cause);
  // What runs of a machine that is deleted ends at its next transition; `all_ended` hears of the last end, at
  // once where nothing runs.
  void orphan(const Context& context, std::string_view machine, const std::function<void()>& all_ended);
  // Takes up one execution after a restart.
  void resume(std::unique_ptr<Execution> execution);
  // Takes up an execution that had ended, at the states that failed or were given up.
  Execution& redrive(std::unique_ptr<Execution> execution);

  // --- what the kinds of states use
  // Over the raw input. `item` stands for the iteration about to begin.
  Scope scope(const Run& run, const MapItem* item = nullptr) const;
  Tools tools() { return {core.clock, entropy}; }
  // The state did its work: passes the result through the rest of its data flow and goes on.
  void finish(Run run, json::value result);
  void leave(Run run, Outcome outcome, const std::string& next);
  void work(Run run);  // does the state's work, also once more
  void fail(Run run, Failure failure);
  void end_in_fail_state(Run run, Failure failure);
  void wait_until(Run run, Instant when, Phase phase);
  void begin_children(Run run, std::unique_ptr<Children> children);
  std::uint64_t event(Run run, std::string_view type, std::string_view details_name = {},
                      json::object details = {});
  void save(const Run& run) { records.write_frame(run.execution, run.frame); }
  // The frame an answer belongs to, if it still waits for it.
  std::optional<Run> waiting(const TaskPlace& place);
  TaskPlace place(const Run& run) const { return {run.execution.serial, run.frame.id, run.frame.run}; }
  void begin_deadlines(Run run);  // of a task that somebody works on from now on
  void watch_deadlines(Run run);
  void beat(Run run);  // a heartbeat came
  // Runs `task`; the Failure it throws is the state's.
  void guarded(Run run, const std::function<void()>& task);

  Core& core;
  Invoker& invoker;
  const Mocks mocks;
  mutable Entropy entropy;
  Records records;
  History history;
  ActivityDesk desk{*this};
  MapRuns map_runs{*this};

 private:
  void post_step(const Execution& execution, const Frame& frame);
  void step(std::uint64_t serial, std::uint64_t frame);
  void enter(Run run);
  void halt(Run run);    // nothing works for the state any more
  void settle(Run run);  // forgets what the state kept
  void frame_done(Run run, json::value output);
  void child_done(Execution& execution, Frame& child, json::value output);
  // `previous`: the event that made room for them.
  void start_children(Run run, std::uint64_t previous);
  void children_done(Run run);
  bool retry(Run run, const Failure& failure);
  bool recover(Run run, Failure& failure, std::uint64_t previous);
  void tell(Run run, Failure& failure);
  void tell_state_failed(Run run);
  void abort_children(Execution& execution, Frame& parent, std::uint64_t previous, const Frame* failed);
  void give_up(Execution& execution, Frame& child, std::uint64_t previous);
  void redrive_frame(Run run);
  void erase(Execution& execution, Frame& frame);
  void end(Execution& execution, Status status, std::string_view event, json::object details);
  void rearm(Execution& execution);
  void rearm_frame(Run run);
  void set_timeout(Execution& execution);
  void ring(TaskPlace place, bool heartbeat);

  std::unordered_map<std::uint64_t, std::unique_ptr<Execution>> executions_;
  std::map<std::string, std::uint64_t> by_place_;  // execution key -> serial
};

}  // namespace orrery::states
