#pragma once
// What each kind of state does once it is entered. Each leaves, waits, or throws Failure.
#include "services/states/execution/engine.h"

namespace orrery::states {

struct Integration;

void run_pass(Run run);
void run_task(Run run);
void run_choice(Run run);
Failure nothing_chosen();  // no rule of a Choice holds, and there is no Default
void run_wait(Run run);
void run_succeed(Run run);
void run_fail(Run run);
void run_parallel(Run run);
void run_map(Run run);

// The cause of a failure of the language, which names the state it happened in.
std::string introduced(const Run& run, const std::string& cause);
// Throws Failure where the request a task is about to make is not one of its integration.
void check_task_input(const State& state, const Integration& integration, const json::value& input);
// Tells that the state's task timed out, by the events of its resource.
void task_timed_out(Run run);
// After a restart: the task was in flight. What cannot come back any more fails, and says why.
void resume_task(Run run);

}  // namespace orrery::states
