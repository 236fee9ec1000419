// What an execution waits for in time: Waits, retries, time-outs and heartbeats; and how it goes on after a
// restart.
#include "services/states/execution/engine.h"
#include "services/states/kinds/kinds.h"

namespace orrery::states {

void Engine::rearm_frame(Run run) {
  Frame& frame = run.frame;
  const TaskPlace here = place(run);
  frame.alarm = core.clock.at(frame.wake, [this, here] {
    Execution* execution = find(here.serial);
    Frame* woken = execution ? execution->frame(here.frame) : nullptr;
    if (!woken || woken->run != here.run) return;
    const Run at{*this, *execution, *woken};
    if (woken->phase == Phase::waiting) {
      guarded(at, [&] { leave(at, unchanged(at.state(), scope(at), tools()), at.state().next); });
    } else if (woken->phase == Phase::retrying) {
      guarded(at, [&] { work(at); });
    }
  });
}

// Sets the alarms of a task from its deadline and its heartbeat.
void Engine::watch_deadlines(Run run) {
  Frame& frame = run.frame;
  const TaskPlace here = place(run);
  if (frame.deadline) {
    frame.deadline_alarm = core.clock.at(*frame.deadline, [this, here] { ring(here, false); });
  }
  if (frame.beat_by) frame.beat_alarm = core.clock.at(*frame.beat_by, [this, here] { ring(here, true); });
}

void Engine::begin_deadlines(Run run) {
  Frame& frame = run.frame;
  const Instant now = core.clock.now();
  if (frame.timeout_s) frame.deadline = now + std::chrono::seconds(frame.timeout_s);
  if (frame.heartbeat_s) frame.beat_by = now + std::chrono::seconds(frame.heartbeat_s);
  save(run);
  watch_deadlines(run);
}

void Engine::beat(Run run) {
  if (!run.frame.heartbeat_s) return;
  run.frame.beat_by = core.clock.now() + std::chrono::seconds(run.frame.heartbeat_s);
  save(run);
  watch_deadlines(run);
}

void Engine::ring(TaskPlace place, bool heartbeat) {
  auto run = waiting(place);
  if (!run) return;
  guarded(*run, [&] {
    task_timed_out(*run);
    Failure failure("States.Timeout");
    if (heartbeat) failure.also = "States.HeartbeatTimeout";
    throw failure;
  });
}

void Engine::resume(std::unique_ptr<Execution> resumed) {
  Execution& execution = *resumed;
  execution.last_event = records.last_event(execution.serial);
  records.read_frames(execution);
  by_place_.emplace(Records::execution_key(execution.context, execution.machine, execution.name).bytes(),
                    execution.serial);
  executions_.emplace(execution.serial, std::move(resumed));
  set_timeout(execution);
  rearm(execution);
}

void Engine::rearm(Execution& execution) {
  std::vector<std::uint64_t> ids;
  for (const auto& [id, frame] : execution.frames) ids.push_back(id);
  for (const std::uint64_t id : ids) {
    Frame* frame = execution.frame(id);
    if (!frame || execution.status != Status::running) continue;
    const Run run{*this, execution, *frame};
    switch (frame->phase) {
      case Phase::ready:
      case Phase::running:
        frame->phase = Phase::ready;
        post_step(execution, *frame);
        break;
      case Phase::waiting:
      case Phase::retrying:
        rearm_frame(run);
        break;
      case Phase::task:
        guarded(run, [&] { resume_task(run); });
        break;
      case Phase::children:
      case Phase::ended:
        break;  // its children speak for it
    }
  }
}

}  // namespace orrery::states
