#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object untag_user(Iam& iam, const Input& input) { return untag(iam, input, Kind::user); }

}  // namespace orrery::iam
