// What a Task may call, and how.
#include <algorithm>

#include "core/arn.h"
#include "services/states/definition/fields.h"
#include "services/states/integrations/integration.h"
#include "services/states/integrations/sdk.h"

namespace orrery::states {
namespace {

bool among(std::string_view type, std::initializer_list<std::string_view> types) {
  return std::find(types.begin(), types.end(), type) != types.end();
}

// The optimised integrations of services whose other actions are reached by aws-sdk alone. Of the services
// that are not here what is asked for is taken for theirs, and fails when the state runs.
constexpr std::string_view optimised[] = {"apigateway:invoke", "dynamodb:deleteItem",  "dynamodb:getItem",
                                          "dynamodb:putItem",  "dynamodb:updateItem",  "events:putEvents",
                                          "http:invoke",       "lambda:invoke",        "sns:publish",
                                          "sqs:sendMessage",   "states:startExecution"};

bool may_be_optimised(const Integration& integration) {
  const std::string prefix = integration.type + ":";
  bool listed = false;
  for (const std::string_view one : optimised) {
    if (one == prefix + integration.action) return true;
    listed = listed || one.starts_with(prefix);
  }
  return !listed;
}

// Whether there is such an action, as far as its name shows, and the service can be waited for in this way.
bool recognised(const Integration& integration) {
  const bool sdk = !integration.sdk_service().empty();
  if (!sdk && !may_be_optimised(integration)) return false;
  if (sdk && !may_have_action(integration.sdk_service(), integration.action)) return false;
  switch (integration.pattern) {
    case Integration::Pattern::respond:
      return true;
    case Integration::Pattern::token:
      return !among(integration.type, {"dynamodb", "http"});
    case Integration::Pattern::sync_json:
      return integration.type == "states";
    case Integration::Pattern::sync:
      break;
  }
  return !sdk &&
         !among(integration.type, {"lambda", "sns", "sqs", "dynamodb", "events", "apigateway", "http"});
}

void check_express(const Fields& fields, const Integration& integration) {
  if (integration.family == Integration::Family::activity) {
    fields.complain("Express state machine does not support Activity ARN", "Resource");
  } else if (integration.pattern == Integration::Pattern::token) {
    fields.complain("Express state machine does not support '.waitForTaskToken' service integration ",
                    "Resource");
  } else if (integration.pattern != Integration::Pattern::respond) {
    fields.complain("Express state machine does not support '.sync' service integration", "Resource");
  }
}

}  // namespace

void check_task_resource(const Fields& fields, const State& state, MachineType type) {
  if (!parse_arn(state.resource)) {
    fields.complain("Value is not a valid resource ARN", "Resource");
    return;
  }
  // What is an ARN and still no integration of ours fails when the state runs.
  const auto integration = parse_integration(state.resource);
  if (!integration) return;
  if (type == MachineType::express) check_express(fields, *integration);
  if (integration->family == Integration::Family::activity && fields.has("Credentials"))
    fields.complain("The field 'Credentials' is not supported for activities", "Credentials");
  if (integration->family != Integration::Family::task) return;
  if (!recognised(*integration)) {
    fields.complain_when_asked(
        "The resource provided " + state.resource +
            " is not recognized. The value is not a valid resource ARN, or the resource is not "
            "available in this region.",
        "Resource");
    return;
  }
  check_parameters(fields, state, *integration);
}

}  // namespace orrery::states
