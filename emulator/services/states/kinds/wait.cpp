
#include "core/number.h"
#include "services/states/kinds/kinds.h"

namespace orrery::states {
namespace {

Failure wrong_parameter(const char* field, const char* why, const Template& path,
                        const json::value* value = nullptr) {
  std::string cause = "The " + std::string(field) + " parameter " + why + ": " + path.path().text;
  if (value) cause += " == " + text_or_print(*value);
  return runtime_failure(std::move(cause));
}

json::value at_path(const char* field, const Template& path, const Scope& scope, const Tools& tools) {
  try {
    return path.evaluate(scope, tools);
  } catch (const Failure&) {
    throw wrong_parameter(field, "does not reference an input value", path);
  }
}

// SecondsPath may also lead to a string of digits.
Duration seconds_at_path(const Template& path, const Scope& scope, const Tools& tools) {
  const json::value value = at_path("SecondsPath", path, scope, tools);
  const auto seconds = read_number<std::int64_t>(text_or_print(value));
  if (!seconds) throw wrong_parameter("SecondsPath", "cannot be parsed as a long value", path, &value);
  if (*seconds < 0) throw wrong_parameter("SecondsPath", "references a negative value", path, &value);
  return std::chrono::seconds(std::min(*seconds, most_seconds));
}

Instant end_of_wait(Run run) {
  const State& state = run.state();
  const Scope raw = run.engine.scope(run);
  const json::value effective = state.jsonata() ? raw.input : effective_input(state, raw);
  const Scope scope = raw.over(effective);
  const Tools tools = run.engine.tools();
  const auto by_path = [](const Template& field) { return field.kind() == Template::Kind::path; };
  if (state.seconds) {
    const Duration wait = by_path(*state.seconds)
                              ? seconds_at_path(*state.seconds, scope, tools)
                              : std::chrono::seconds(seconds_field(*state.seconds, "Seconds", scope, tools));
    return run.engine.core.clock.now() + wait;
  }
  const Template& field = *state.timestamp;
  const json::value timestamp = by_path(field) ? at_path("TimestampPath", field, scope, tools)
                                               : field.evaluate_as("string", scope, tools);
  const auto when = timestamp.is_string() ? parse_iso_time(view(timestamp.get_string())) : std::nullopt;
  if (when) return *when;
  if (by_path(field)) {
    throw wrong_parameter("TimestampPath",
                          "does not reference a valid ISO-8601 extended offset date-time format string",
                          field, &timestamp);
  }
  throw evaluation_failure(
      "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: " +
          text_or_print(timestamp),
      "Timestamp");
}

}  // namespace

void run_wait(Run run) { run.engine.wait_until(run, end_of_wait(run), Phase::waiting); }

}  // namespace orrery::states
