#include "core/key.h"
#include "services/logs/arguments.h"
#include "services/logs/operations/operations.h"

namespace orrery::logs {

json::object delete_resource_policy(Logs& logs, const Input& input) {
  input.refuse_unsupported({"resourceArn", "expectedRevisionId"});
  const std::string name(input.text("policyName"));
  const Key key =
      Key("logs").text("resource-policy").text(input.context.account).text(input.context.region).text(name);
  if (!logs.store.has(key)) {
    throw AwsError("ResourceNotFoundException", "Policy with name [" + name + "] does not exist.");
  }
  logs.store.erase(key);
  return {};
}

}  // namespace orrery::logs
