#pragma once
// The items of a Map state, and its distributed mode.
#include "services/states/kinds/kinds.h"

namespace orrery::states {

// What ItemsPath or Items gives, over the effective input. Throws Failure where it is not a list.
std::vector<MapItem> items_of(const State& state, const Scope& scope, const Tools& tools);

void run_distributed_map(Run run);
void resume_distributed_map(Run run);

}  // namespace orrery::states
