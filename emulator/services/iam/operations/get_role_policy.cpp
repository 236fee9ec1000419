#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object get_role_policy(Iam& iam, const Input& input) { return get_inline(iam, input, Kind::role); }

}  // namespace orrery::iam
