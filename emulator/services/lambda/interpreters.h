#pragma once
// The host's interpreters for runtimes that need one.
#include <filesystem>
#include <optional>
#include <string_view>

namespace orrery::lambda {

// The interpreter itself, never a version manager's wrapper, which would cost its start-up each time. For
// Python $ORRERY_PYTHON, else the exact version where it has boto3, else a python3 that has it, else any.
// For Node $ORRERY_NODE, else node on PATH. std::nullopt where the host has none.
std::optional<std::filesystem::path> find_interpreter(std::string_view runtime);

}  // namespace orrery::lambda
