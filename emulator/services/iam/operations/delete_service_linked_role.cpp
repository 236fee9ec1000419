#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

// The services that could still need a role are not asked here, so that it is gone at once.
json::object delete_service_linked_role(Iam& iam, const Input& input) {
  const json::object role = existing_role(iam, input);
  const std::string name(input.text("RoleName"));
  if (!is_service_linked(role)) throw no_such_entity("The role with name " + name + " cannot be found.");
  const std::string task = "task" + text_of(role, "Path") + name + "/" + iam.entropy.uuid();
  iam.entities.erase(input.context, Kind::role, name);
  iam.entities.save(input.context, Kind::deletion, task, {});
  return {{"DeletionTaskId", task}};
}

}  // namespace orrery::iam
