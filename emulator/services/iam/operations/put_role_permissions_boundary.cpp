#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object put_role_permissions_boundary(Iam& iam, const Input& input) {
  return put_boundary(iam, input, Kind::role);
}

}  // namespace orrery::iam
