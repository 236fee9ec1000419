#include "services/states/operations/common.h"

namespace orrery::states {

json::object redrive_execution(States&, const Input&) { throw not_supported("states:RedriveExecution"); }

}  // namespace orrery::states
