#include "services/states/operations/common.h"

namespace orrery::states {

json::object update_map_run(States&, const Input&) { throw not_supported("states:UpdateMapRun"); }

}  // namespace orrery::states
