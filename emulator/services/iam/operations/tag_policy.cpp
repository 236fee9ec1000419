#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object tag_policy(Iam& iam, const Input& input) { return tag(iam, input, Kind::policy); }

}  // namespace orrery::iam
