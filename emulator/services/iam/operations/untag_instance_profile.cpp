#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object untag_instance_profile(Iam& iam, const Input& input) { return untag(iam, input, Kind::profile); }

}  // namespace orrery::iam
