#pragma once
// What a Map Run ends with: the children's outputs, or files in S3 that hold them.
#include "services/states/execution/engine.h"

namespace orrery::states {

// The outputs in the order of the items. A child that failed within what is tolerated gives its error.
json::value gathered(Engine& engine, const MapRun& map_run, const State& state);

// Writes SUCCEEDED, FAILED and PENDING files and a manifest; `done` is given the state's result.
void write_results(Engine& engine, const MapRun& map_run, const ResultWriter& writer, const Scope& scope,
                   std::function<void(json::value)> done, std::function<void(Failure)> failed);

}  // namespace orrery::states
