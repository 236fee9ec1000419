#include "services/states/integrations/integration.h"

#include "core/arn.h"

namespace orrery::states {
namespace {

constexpr std::pair<std::string_view, Integration::Pattern> patterns[] = {
    {".waitForTaskToken", Integration::Pattern::token},
    {".sync:2", Integration::Pattern::sync_json},
    {".sync", Integration::Pattern::sync},
};

}  // namespace

std::optional<Integration> parse_integration(std::string_view resource) {
  const auto arn = parse_arn(resource);
  if (!arn) return std::nullopt;
  Integration found;
  found.arn = resource;
  if (arn->service == "lambda") {
    found.family = Integration::Family::function;
    found.type = "lambda";
    return found;
  }
  if (arn->service != "states") return std::nullopt;
  if (arn->resource.starts_with("activity:")) {
    found.family = Integration::Family::activity;
    found.type = "activity";
    return found;
  }
  std::string_view rest = arn->resource;
  const bool sdk = rest.starts_with("aws-sdk:");
  const std::size_t colon = rest.find(':', sdk ? 8 : 0);
  if (colon == std::string_view::npos) return std::nullopt;
  found.type = rest.substr(0, colon);
  found.resource = rest.substr(colon + 1);
  found.action = found.resource;
  for (const auto& [ending, pattern] : patterns) {
    if (!found.action.ends_with(ending)) continue;
    found.pattern = pattern;
    found.action.resize(found.action.size() - ending.size());
    break;
  }
  return found;
}

Context task_context(const Run& run) {
  Context context = run.execution.context;
  context.trace = run.frame.trace;
  context.caller = "states";
  context.call = run.frame.line;
  return context;
}

}  // namespace orrery::states
