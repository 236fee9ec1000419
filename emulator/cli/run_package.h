#pragma once
// A function's files as the zip that CreateFunction takes.
#include <filesystem>
#include <string>
#include <vector>

namespace orrery::cli {

struct PackedFile {
  std::string name;  // its path in the zip
  std::string bytes;
  unsigned mode = 0100644;
};

// The files below `directory`. Throws std::runtime_error where something cannot be read.
std::vector<PackedFile> files_below(const std::filesystem::path& directory);

// Stored uncompressed: it travels over the loopback, and packing would take longer than sending.
std::string package(const std::vector<PackedFile>& files);

std::string read_file(const std::filesystem::path& path);

}  // namespace orrery::cli
