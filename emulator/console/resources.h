#pragma once
// What one account has in one region: functions, tables, buckets, queues, state machines, with their counts.
#include "core/context.h"
#include "core/directory.h"

namespace orrery {

// {"functions": [{"name", "runtime", "memoryMb"}], "tables": [{"name", "items", "bytes"}],
//  "buckets": [{"name", "created"}], "queues": [{"name", "visible", "inFlight", "delayed"}],
//  "machines": [{"name", "type", "running"}]}; at most a hundred of each. What is asked for it stands in no
// journal.
json::object resources(Directory& directory, const Context& context);

}  // namespace orrery
