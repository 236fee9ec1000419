#pragma once
// What an update would do, without doing it.
#include "services/cloudformation/cloudformation.h"

namespace orrery::cloudformation {

// [{Type, ResourceChange}], as DescribeChangeSet shows them. Empty: nothing would happen to a resource.
json::array plan(Cloudformation& service, const Stack& stack, const Template& document,
                 const Parameters& parameters);
// Whether the update would change anything at all: resources, outputs or tags.
bool changes_anything(Cloudformation& service, const Stack& stack, const Template& document,
                      const Blueprint& blueprint, const json::array& changes);

}  // namespace orrery::cloudformation
