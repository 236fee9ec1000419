#include "services/s3/ranges.h"

#include "core/number.h"
#include "services/s3/errors.h"

namespace orrery::s3 {
namespace {

AwsError unsatisfiable(std::string_view header, std::uint64_t size) {
  return {"InvalidRange",
          "The requested range is not satisfiable",
          416,
          {{"RangeRequested", header}, {"ActualObjectSize", size}}};
}

}  // namespace

std::optional<ByteRange> parse_range(std::string_view header, std::uint64_t size) {
  constexpr std::string_view unit = "bytes=";
  if (!header.starts_with(unit)) return std::nullopt;
  const std::string_view text = header.substr(unit.size());
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos || text.find(',') != std::string_view::npos) return std::nullopt;
  const std::string_view left = text.substr(0, dash), right = text.substr(dash + 1);
  if (left.empty()) {
    const auto suffix = read_number<std::uint64_t>(right);
    if (!suffix) return std::nullopt;
    if (*suffix == 0) throw unsatisfiable(header, size);
    // The last bytes of nothing are nothing, and that is the whole.
    if (size == 0) return std::nullopt;
    return ByteRange{size - std::min(size, *suffix), size - 1};
  }
  const auto first = read_number<std::uint64_t>(left);
  if (!first) return std::nullopt;
  if (right.empty()) {
    if (*first >= size) throw unsatisfiable(header, size);
    return ByteRange{*first, size - 1};
  }
  const auto last = read_number<std::uint64_t>(right);
  if (!last || *last < *first) return std::nullopt;
  if (*first >= size) throw unsatisfiable(header, size);
  return ByteRange{*first, std::min(*last, size - 1)};
}

std::string content_range(const ByteRange& range, std::uint64_t size) {
  return "bytes " + std::to_string(range.first) + "-" + std::to_string(range.last) + "/" +
         std::to_string(size);
}

}  // namespace orrery::s3
