#include "services/states/retry.h"

#include <cmath>

namespace orrery::states {

bool meets(const std::vector<std::string>& errors, const Failure& failure) {
  for (const std::string& wanted : errors) {
    if (wanted == failure.error || (!failure.also.empty() && wanted == failure.also)) return true;
    if (wanted == "States.ALL" && failure.error != "States.Runtime") return true;
    const bool of_the_language = failure.error == "States.Runtime" || failure.error == "States.Timeout";
    if (wanted == "States.TaskFailed" && !of_the_language) return true;
  }
  return false;
}

std::optional<std::size_t> retrier_for(const State& state, const Failure& failure) {
  for (std::size_t i = 0; i < state.retries.size(); ++i) {
    if (meets(state.retries[i].errors, failure)) return i;
  }
  return std::nullopt;
}

const Catcher* catcher_for(const State& state, const Failure& failure) {
  for (const Catcher& catcher : state.catches) {
    if (meets(catcher.errors, failure)) return &catcher;
  }
  return nullptr;
}

double retry_delay_s(const Retrier& retrier, std::int64_t attempt, Entropy& entropy) {
  double delay = retrier.interval_s * std::pow(retrier.backoff, static_cast<double>(attempt - 1));
  delay = std::min(delay, retrier.longest_delay_s.value_or(31622400));
  return retrier.jitter ? delay * entropy.fraction() : delay;
}

}  // namespace orrery::states
