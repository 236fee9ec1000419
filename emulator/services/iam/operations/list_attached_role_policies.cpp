#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object list_attached_role_policies(Iam& iam, const Input& input) {
  return list_attached(iam, input, Kind::role);
}

}  // namespace orrery::iam
