// What a Task may call, and what it must give to what it calls.
#include <algorithm>
#include <array>

#include "core/arn.h"
#include "services/states/definition/fields.h"
#include "services/states/integrations/integration.h"

namespace orrery::states {
namespace {

struct Call {
  std::string_view type, action;
  std::array<std::string_view, 2> required;  // or less
};

// The optimised integrations whose parameters are checked with the definition.
constexpr Call calls[] = {
    {"lambda", "invoke", {"FunctionName"}},
    {"sqs", "sendMessage", {"QueueUrl", "MessageBody"}},
    {"sns", "publish", {"Message"}},
    {"dynamodb", "getItem", {"TableName", "Key"}},
    {"dynamodb", "putItem", {"TableName", "Item"}},
    {"dynamodb", "updateItem", {"TableName", "Key"}},
    {"dynamodb", "deleteItem", {"TableName", "Key"}},
    {"states", "startExecution", {"StateMachineArn"}},
    {"events", "putEvents", {"Entries"}},
};

bool among(std::string_view type, std::initializer_list<std::string_view> types) {
  return std::find(types.begin(), types.end(), type) != types.end();
}

// Whether the service can be waited for in this way at all.
bool has_pattern(const Integration& integration) {
  switch (integration.pattern) {
    case Integration::Pattern::respond:
      return true;
    case Integration::Pattern::token:
      return integration.type != "dynamodb";
    case Integration::Pattern::sync_json:
      return integration.type == "states";
    case Integration::Pattern::sync:
      break;
  }
  return !integration.type.starts_with("aws-sdk:") &&
         !among(integration.type, {"lambda", "sns", "sqs", "dynamodb", "events", "apigateway"});
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

void check_parameters(const Fields& fields, const State& state, const Integration& integration) {
  const std::string name = state.jsonata() ? "Arguments" : "Parameters";
  const json::value* given = fields.raw(name);
  if (!given) {
    fields.complain(name + " field is required for resource ARN: " + state.resource);
    return;
  }
  const auto* members = given->if_object();
  const auto* call = std::find_if(std::begin(calls), std::end(calls), [&](const Call& one) {
    return one.type == integration.type && one.action == integration.action;
  });
  if (!members || call == std::end(calls)) return;
  for (const std::string_view required : call->required) {
    if (required.empty() || members->contains(required) || members->contains(std::string(required) + ".$"))
      continue;
    fields.complain("The field '" + std::string(required) + "' is required but was missing", name);
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
  if (!has_pattern(*integration)) {
    fields.complain("The resource provided " + state.resource +
                        " is not recognized. The value is not a valid resource ARN, or the resource is not "
                        "available in this region.",
                    "Resource");
    return;
  }
  check_parameters(fields, state, *integration);
}

}  // namespace orrery::states
