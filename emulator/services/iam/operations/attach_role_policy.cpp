#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object attach_role_policy(Iam& iam, const Input& input) { return attach(iam, input, Kind::role); }

}  // namespace orrery::iam
