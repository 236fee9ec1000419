#pragma once
// A function's directory as the zip that CreateFunction takes.
#include <filesystem>
#include <string>

namespace orrery::cli {

// The files below `directory`, stored uncompressed with their permissions: it travels over the loopback, and
// packing would take longer than sending. Throws std::runtime_error where something cannot be read.
std::string package(const std::filesystem::path& directory);

}  // namespace orrery::cli
