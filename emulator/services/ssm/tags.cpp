#include "services/ssm/tags.h"

namespace orrery::ssm {

json::object tagged(const Parameters& parameters, const Input& input) {
  const std::string_view type = input.text("ResourceType");
  if (type != "Parameter")
    throw AwsError("InvalidResourceType", std::string(type) +
                                              " is not a valid resource type. Valid resource "
                                              "types are: ManagedInstance, MaintenanceWindow, "
                                              "Parameter, PatchBaseline, OpsItem, Document.");
  if (auto parameter = parameters.find(input.context, input.text("ResourceId"))) return *std::move(parameter);
  throw AwsError("InvalidResourceId",
                 "The resource ID is not valid. Verify that you entered the correct ID and "
                 "try again.");
}

}  // namespace orrery::ssm
