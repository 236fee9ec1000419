#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object detach_group_policy(Iam& iam, const Input& input) { return detach(iam, input, Kind::group); }

}  // namespace orrery::iam
