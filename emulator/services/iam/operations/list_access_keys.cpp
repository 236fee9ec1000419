#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object list_access_keys(Iam& iam, const Input& input) {
  const json::object user = existing_user(iam, input);
  const auto* keys = find_array(user, "keys");
  return {{"AccessKeyMetadata", keys != nullptr ? *keys : json::array()}, {"IsTruncated", false}};
}

}  // namespace orrery::iam
