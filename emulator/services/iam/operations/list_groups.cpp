#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object list_groups(Iam& iam, const Input& input) {
  return list_page(iam, input, Kind::group, "Groups",
                   [](const json::object& group) { return show_group(group); });
}

}  // namespace orrery::iam
