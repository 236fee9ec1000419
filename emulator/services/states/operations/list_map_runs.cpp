#include "services/states/operations/common.h"

namespace orrery::states {

json::object list_map_runs(States&, const Input&) { throw not_supported("states:ListMapRuns"); }

}  // namespace orrery::states
