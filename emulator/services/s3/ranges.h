#pragma once
// "bytes=0-9" against a body of a known size.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace orrery::s3 {

struct ByteRange {
  std::uint64_t first = 0, last = 0;  // both included
  std::uint64_t length() const { return last - first + 1; }
};

// Nothing where the header is not one range of bytes: it is then ignored. Refuses with InvalidRange where the
// body has no such bytes.
std::optional<ByteRange> parse_range(std::string_view header, std::uint64_t size);
// "bytes 0-9/100"
std::string content_range(const ByteRange& range, std::uint64_t size);

}  // namespace orrery::s3
