#pragma once
// Where the programs are that run inside a function's process: python/zygote.py, node/bootstrap.js.
#include <filesystem>

namespace orrery::lambda {

// $ORRERY_SHIM_DIR, else "shim" beside the executable, else "shim" in the source tree two levels above it.
// Empty where there is none.
const std::filesystem::path& shim_directory();

}  // namespace orrery::lambda
