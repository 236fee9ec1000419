#include "services/states/requests/common.h"

namespace orrery::states {

json::object stop_execution(States& states, const Input& input) {
  const auto described = described_execution(states, input.context, input.text("executionArn"));
  const auto maybe = [&](std::string_view name) -> std::optional<std::string> {
    const auto text = input.maybe_text(name);
    return text ? std::optional<std::string>(*text) : std::nullopt;
  };
  if (Execution* running = states.engine.find(described->serial)) {
    states.engine.stop(*running, maybe("error"), maybe("cause"));
    return {{"stopDate", epoch_double(running->stopped)}};
  }
  return {{"stopDate", epoch_double(described->stopped)}};
}

}  // namespace orrery::states
