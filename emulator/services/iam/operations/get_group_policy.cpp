#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object get_group_policy(Iam& iam, const Input& input) { return get_inline(iam, input, Kind::group); }

}  // namespace orrery::iam
