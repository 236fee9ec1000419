#include "services/cloudformation/change_sets.h"
#include "services/cloudformation/operations/operations.h"

namespace orrery::cloudformation {

// Deleting what is not there succeeds, as on AWS; so does deleting it twice.
json::object delete_change_set(Cloudformation& service, const Input& input) {
  json::object change_set;
  try {
    change_set = existing_change_set(service, input);
  } catch (const AwsError& error) {
    if (error.code != "ChangeSetNotFound") throw;
    return {};
  }
  service.records.erase_change_set(*find_text(change_set, "StackId"),
                                   *find_text(change_set, "ChangeSetName"));
  return {};
}

}  // namespace orrery::cloudformation
