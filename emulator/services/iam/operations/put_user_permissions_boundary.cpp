#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object put_user_permissions_boundary(Iam& iam, const Input& input) {
  return put_boundary(iam, input, Kind::user);
}

}  // namespace orrery::iam
