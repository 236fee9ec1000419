#include "services/states/requests/redriving.h"

namespace orrery::states {
namespace {

constexpr std::size_t most_tokens = 10;
constexpr auto token_lifetime = std::chrono::minutes(15);

// The redrives that client tokens have asked for: [{"token", "date_us"}], the newest last.
json::array recent_redrives(const Execution& execution, Instant now) {
  json::array recent;
  const auto* known = execution.about.if_contains("redriveTokens");
  if (!known) return recent;
  for (const auto& one : known->as_array()) {
    const Instant asked(Duration(*find_number(one.get_object(), "date_us")));
    if (now - asked < token_lifetime) recent.push_back(one);
  }
  return recent;
}

}  // namespace

json::object redrive_execution(States& states, const Input& input) {
  const std::string_view arn = input.text("executionArn");
  if (read_execution_arn(arn).machine.find('/') != std::string::npos) {
    throw AwsError("ValidationException", "Labeled Execution ARNs are not supported for this API", 400,
                   {{"reason", "API_DOES_NOT_SUPPORT_LABELED_ARNS"}});
  }
  auto execution = described_execution(states, input.context, arn);
  const Instant now = states.core.clock.now();
  json::array recent = recent_redrives(*execution, now);
  const auto token = input.maybe_text("clientToken");
  for (const auto& one : recent) {
    if (token && find_text(one.get_object(), "token") == *token) {
      const Instant asked(Duration(*find_number(one.get_object(), "date_us")));
      return {{"redriveDate", epoch_double(asked)}};
    }
  }
  if (const auto why = not_redrivable(states, *execution)) {
    throw AwsError("ExecutionNotRedrivable",
                   "Execution " + std::string(arn) + " invalid for redrive as: " + *why);
  }
  if (token) {
    recent.push_back(json::object{{"token", *token}, {"date_us", now.time_since_epoch().count()}});
    if (recent.size() > most_tokens) recent.erase(recent.begin());
  }
  execution->about["redriveTokens"] = std::move(recent);
  execution->definition = states.machines.definition(execution->revision);
  execution->graph = &execution->definition->graph;
  const Execution& running = states.engine.redrive(std::move(execution));
  return {{"redriveDate", epoch_double(*running.redriven)}};
}

}  // namespace orrery::states
