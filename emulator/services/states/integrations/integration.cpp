#include "services/states/integrations/integration.h"

#include "core/arn.h"
#include "services/states/integrations/sdk.h"

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

Reply task_reply(Run run, const Integration& integration,
                 std::function<void(const Run&, json::object)> answered) {
  Engine& engine = run.engine;
  return Reply(
      [&engine, here = engine.place(run), integration, answered = std::move(answered)](Result result) {
        const auto waiting = engine.waiting(here);
        if (!waiting) return;
        engine.guarded(*waiting, [&] {
          if (const auto* error = std::get_if<AwsError>(&result)) {
            const std::string request = engine.entropy.uuid();
            const auto* service = find_sdk_service(integration.sdk_service());
            task_failed(*waiting, integration,
                        service ? sdk_failure(*service, integration.action, *error, request)
                                : optimised_failure(integration.type, *error, request));
          }
          answered(*waiting, std::move(std::get<json::object>(result)));
        });
      });
}

Context task_context(const Run& run) {
  Context context = run.execution.context;
  context.trace = run.frame.trace;
  context.caller = "states";
  context.call = run.frame.line;
  return context;
}

}  // namespace orrery::states
