#include "services/states/operations/common.h"

namespace orrery::states {

void test_state(States&, const Input&, Reply) { throw not_supported("states:TestState"); }

}  // namespace orrery::states
