#include "services/cloudformation/change_sets.h"
#include "services/cloudformation/operations/operations.h"
#include "services/cloudformation/show.h"

namespace orrery::cloudformation {

json::object describe_change_set(Cloudformation& service, const Input& input) {
  json::object change_set = existing_change_set(service, input);
  for (const char* inner : {"blueprint", "kind", "settings", "token"}) change_set.erase(inner);
  json::array changes;
  if (const json::array* all = find_array(change_set, "Changes")) changes = *all;
  page(change_set, "Changes", std::move(changes), input, 500);
  return change_set;
}

}  // namespace orrery::cloudformation
