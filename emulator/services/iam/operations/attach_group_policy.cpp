#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object attach_group_policy(Iam& iam, const Input& input) { return attach(iam, input, Kind::group); }

}  // namespace orrery::iam
