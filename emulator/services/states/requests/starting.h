#pragma once
// What StartExecution and StartSyncExecution do alike.
#include "services/states/requests/common.h"

namespace orrery::states {

// What the request wants to start. Throws as the operations refuse.
Engine::Start prepare_start(States& states, const Input& input);

}  // namespace orrery::states
