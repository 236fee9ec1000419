#pragma once
// Change sets: found by name or id, and what they hold.
//
// A record is what DescribeChangeSet shows, and beside it "blueprint" (what would be deployed), "kind"
// (CREATE or UPDATE) and "settings" (the input it was made with).
#include "services/cloudformation/cloudformation.h"

namespace orrery::cloudformation {

// Refuses with ChangeSetNotFound.
json::object existing_change_set(Cloudformation& service, const Input& input);

}  // namespace orrery::cloudformation
