#pragma once
// What comes and goes compressed.
#include <optional>
#include <string>
#include <string_view>

namespace orrery::protocol {

// std::nullopt where it is not gzip or would grow beyond `limit` bytes.
std::optional<std::string> gunzip(std::string_view compressed, std::size_t limit);

std::string gzip(std::string_view bytes);

}  // namespace orrery::protocol
