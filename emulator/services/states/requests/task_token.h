#pragma once
// The task a token stands for.
#include "services/states/integrations/integration.h"
#include "services/states/requests/common.h"

namespace orrery::states {

// Throws InvalidToken where it never was a token.
void check_token(const Input& input);
// Throws InvalidToken too, or TaskTimedOut where the task no longer waits.
std::pair<Run, Integration> task_of(States& states, const Input& input);

}  // namespace orrery::states
