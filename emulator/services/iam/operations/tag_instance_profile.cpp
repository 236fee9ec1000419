#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object tag_instance_profile(Iam& iam, const Input& input) { return tag(iam, input, Kind::profile); }

}  // namespace orrery::iam
