#pragma once
// Request bodies that come compressed.
#include <optional>
#include <string>
#include <string_view>

namespace orrery::protocol {

// std::nullopt where it is not gzip or would grow beyond `limit` bytes.
std::optional<std::string> gunzip(std::string_view compressed, std::size_t limit);

}  // namespace orrery::protocol
