#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object get_service_linked_role_deletion_status(Iam& iam, const Input& input) {
  const std::string task(input.text("DeletionTaskId", 1, 1000));
  if (!iam.entities.find(input.context, Kind::deletion, task))
    throw no_such_entity("The deletion task " + task + " cannot be found.");
  return {{"Status", "SUCCEEDED"}};
}

}  // namespace orrery::iam
