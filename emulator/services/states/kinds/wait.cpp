#include <charconv>

#include "services/states/kinds/kinds.h"

namespace orrery::states {
namespace {

constexpr double longest_wait_s = 99999999;

// SecondsPath may also lead to a string of digits.
double seconds_of(const State& state, const Scope& scope, const Tools& tools) {
  const json::value value = state.seconds->evaluate(scope, tools);
  double seconds = 0;
  if (value.is_string() && !state.jsonata()) {
    const std::string_view text = view(value.get_string());
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (error == std::errc() && end == text.data() + text.size()) return seconds;
  }
  return number_in(value, "Seconds");
}

Instant end_of_wait(Run run) {
  const State& state = run.state();
  const Scope raw = run.engine.scope(run);
  const json::value effective = state.jsonata() ? raw.input : effective_input(state, raw);
  const Scope scope = raw.over(effective);
  const Tools tools = run.engine.tools();
  if (state.seconds) {
    const double seconds = seconds_of(state, scope, tools);
    if (!(seconds >= 0 && seconds <= longest_wait_s)) {
      throw runtime_failure("The value for the field 'Seconds' must be between 0 and 99999999, but was '" +
                            print(json::value(seconds)) + "'");
    }
    return run.engine.core.clock.now() +
           std::chrono::duration_cast<Duration>(std::chrono::duration<double>(seconds));
  }
  const json::value timestamp = state.timestamp->evaluate(scope, tools);
  const auto when = timestamp.is_string() ? parse_iso_time(view(timestamp.get_string())) : std::nullopt;
  if (!when) {
    throw runtime_failure("The value '" + print(timestamp) +
                          "' for the field 'Timestamp' is not a valid timestamp");
  }
  return *when;
}

}  // namespace

void run_wait(Run run) { run.engine.wait_until(run, end_of_wait(run), Phase::waiting); }

}  // namespace orrery::states
