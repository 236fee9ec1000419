#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object get_instance_profile(Iam& iam, const Input& input) {
  return {{"InstanceProfile", show_profile(iam, input.context, existing_profile(iam, input))}};
}

}  // namespace orrery::iam
