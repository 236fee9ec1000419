#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object list_role_policies(Iam& iam, const Input& input) { return list_inline(iam, input, Kind::role); }

}  // namespace orrery::iam
