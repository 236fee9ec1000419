#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object delete_group_policy(Iam& iam, const Input& input) {
  return delete_inline(iam, input, Kind::group);
}

}  // namespace orrery::iam
