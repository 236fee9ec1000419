#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object list_attached_group_policies(Iam& iam, const Input& input) {
  return list_attached(iam, input, Kind::group);
}

}  // namespace orrery::iam
