#pragma once
// Unpacks code packages. The one home of minizip.
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace orrery::lambda {

struct UnzipLimits {
  std::uint64_t bytes = 262'144'000;
  std::uint64_t entries = 200'000;
};

// Unpacks the archive `zip` into the new directory `target`. Unix modes are kept, files become read-only,
// no entry leaves the directory. std::nullopt, or AWS's words for what was wrong; then `target` may be half
// filled. Any thread.
std::optional<std::string> unzip(const std::filesystem::path& zip, const std::filesystem::path& target,
                                 const UnzipLimits& limits = {});

}  // namespace orrery::lambda
