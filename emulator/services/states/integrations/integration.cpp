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

Context home_of(const Run& run, std::string_view arn) {
  Context home = run.execution.context;
  if (const auto parsed = parse_arn(arn)) {
    if (!parsed->account.empty()) home.account = parsed->account;
    if (!parsed->region.empty()) home.region = parsed->region;
  }
  return home;
}

std::optional<std::string> task_role(const Run& run) {
  if (!run.state().credentials) return std::nullopt;
  const json::value given = run.state().credentials->evaluate(run.engine.scope(run), run.engine.tools());
  const auto role = given.is_object() ? find_text(given.get_object(), "RoleArn") : std::nullopt;
  return role ? std::optional<std::string>(*role) : std::nullopt;
}

Context task_context(const Run& run) {
  const auto role = task_role(run);
  Context context = role ? home_of(run, *role) : run.execution.context;
  context.trace = run.frame.trace;
  context.caller = "states";
  context.call = run.frame.line;
  return context;
}

}  // namespace orrery::states
