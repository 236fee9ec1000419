#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object detach_role_policy(Iam& iam, const Input& input) { return detach(iam, input, Kind::role); }

}  // namespace orrery::iam
