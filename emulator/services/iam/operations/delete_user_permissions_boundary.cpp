#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object delete_user_permissions_boundary(Iam& iam, const Input& input) {
  return delete_boundary(iam, input, Kind::user);
}

}  // namespace orrery::iam
