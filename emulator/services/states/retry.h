#pragma once
// Which Retry or Catch entry an error meets, and how long a retry waits.
#include <optional>

#include "core/entropy.h"
#include "services/states/definition/definition.h"

namespace orrery::states {

// States.ALL meets everything but States.Runtime, States.TaskFailed everything but a time-out.
bool meets(const std::vector<std::string>& errors, const Failure& failure);

std::optional<std::size_t> retrier_for(const State& state, const Failure& failure);
const Catcher* catcher_for(const State& state, const Failure& failure);

// The delay before attempt `attempt` (1: the first retry), in seconds.
double retry_delay_s(const Retrier& retrier, std::int64_t attempt, Entropy& entropy);

}  // namespace orrery::states
