// Executions that ended badly and are run again from the states that did.
//
// Their frames were left as they were. A state that failed or was given up is not entered once more: it works
// again after its old "...StateEntered" event, with its retries before it. What succeeded beside it stays.
#include "services/states/execution/engine.h"
#include "services/states/execution/status_event.h"

namespace orrery::states {

Execution& Engine::redrive(std::unique_ptr<Execution> ended) {
  Execution& execution = *ended;
  execution.status = Status::running;
  ++execution.redrive_count;
  execution.redriven = core.clock.now();
  execution.output.reset();
  execution.error.reset();
  execution.cause.reset();
  execution.last_event = records.last_event(execution.serial);
  records.read_frames(execution);
  executions_.insert_or_assign(execution.serial, std::move(ended));
  by_place_.insert_or_assign(
      Records::execution_key(execution.context, execution.machine, execution.name).bytes(), execution.serial);
  records.mark_running(execution);
  records.write_execution(execution);
  history.add(execution, "ExecutionRedriven", execution.last_event, "executionRedrivenEventDetails",
              {{"redriveCount", execution.redrive_count}});
  set_timeout(execution);
  announce_status(core, execution);
  for (const auto& [id, frame] : execution.frames) {
    if (frame->phase == Phase::ready) {
      post_step(execution, *frame);
      continue;
    }
    if (frame->phase == Phase::children) {
      frame->previous_event = frame->started_event;
    } else {
      frame->phase = Phase::retrying;
      frame->wake = core.clock.now();
    }
    save({*this, execution, *frame});
    core.loop.post([this, serial = execution.serial, id = id] {
      Execution* running = find(serial);
      Frame* again = running ? running->frame(id) : nullptr;
      if (again) redrive_frame({*this, *running, *again});
    });
  }
  return execution;
}

void Engine::redrive_frame(Run run) {
  Frame& frame = run.frame;
  if (frame.phase == Phase::children) {
    return guarded(run, [&] { start_children(run, frame.started_event); });
  }
  if (frame.phase != Phase::retrying) return;
  frame.attempts.assign(run.state().retries.size(), 0);
  frame.retry_count = 0;
  frame.restarted = false;
  guarded(run, [&] {
    if (!frame.map_run.empty()) {
      frame.previous_event = frame.started_event;
      return map_runs.redrive(run);
    }
    frame.previous_event = frame.entered_event;
    work(run);
  });
}

}  // namespace orrery::states
