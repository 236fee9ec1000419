// Tasks that were in flight when the emulator stopped.
#include "core/arn.h"
#include "services/states/integrations/integration.h"
#include "services/states/kinds/kinds.h"
#include "services/states/kinds/map_items.h"
#include "services/states/retry.h"

namespace orrery::states {
namespace {

// The execution a .sync task follows goes on by itself, or has ended meanwhile.
void follow_again(Run run, const Integration& integration) {
  Engine& engine = run.engine;
  // Executions are taken up one after another: the other one may come later in the same turn.
  const TaskPlace here = engine.place(run);
  engine.core.loop.post([&engine, here, integration] {
    const auto waiting = engine.waiting(here);
    if (!waiting) return;
    const Context home = home_of(*waiting, waiting->frame.worker);
    if (Execution* other = engine.find_arn(home, waiting->frame.worker)) {
      return follow_nested(*waiting, integration, *other);
    }
    engine.guarded(*waiting, [&] {
      const auto ended = engine.records.read_ended(home, waiting->frame.worker);
      if (!ended)
        task_failed(*waiting, integration, Failure("States.TaskFailed", "The execution no longer exists"));
      nested_ended(*waiting, integration, *ended);
    });
  });
}

// The answer to a call is lost with the process that waited for it. The history says so; where no Retry of
// the state is for that, the work is done once more.
void do_again(Run run, const Integration& integration) {
  Failure lost(integration.type == "lambda" ? "Lambda.ServiceException" : "States.TaskFailed",
               "The emulator was stopped while the task was running");
  if (run.frame.restarted || retrier_for(run.state(), lost)) task_failed(run, integration, std::move(lost));
  try {
    task_failed(run, integration, std::move(lost));
  } catch (const Failure&) {
    run.frame.restarted = true;
    run.engine.work(run);
  }
}

}  // namespace

void resume_task(Run run) {
  if (run.state().kind == StateKind::map) return resume_distributed_map(run);
  const auto integration = parse_integration(run.state().resource);
  if (!integration) return;
  run.engine.watch_deadlines(run);
  if (integration->family == Integration::Family::activity) {
    if (!run.frame.task_input.empty()) run.engine.desk.offer(run, integration->arn);
    return;
  }
  if (integration->pattern == Integration::Pattern::token) return;
  if (!run.frame.worker.empty()) return follow_again(run, *integration);
  do_again(run, *integration);
}

}  // namespace orrery::states
