#include "services/states/operations/common.h"

namespace orrery::states {

json::object describe_map_run(States&, const Input&) { throw not_supported("states:DescribeMapRun"); }

}  // namespace orrery::states
