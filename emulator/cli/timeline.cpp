#include "cli/timeline.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>

namespace orrery::cli {
namespace {

constexpr std::array<std::string_view, 9> blocks = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

constexpr std::size_t usual_label = 22, least_columns = 30;

std::string ruler(std::int64_t length, std::size_t columns) {
  std::string line(columns, ' ');
  const auto write = [&](std::size_t at, const std::string& text) { line.replace(at, text.size(), text); };
  write(0, "0 s");
  const std::string middle = job::milliseconds(length / 2), end = job::milliseconds(length);
  if (columns >= 40) write(columns / 2 - middle.size() / 2, middle);
  write(columns - end.size(), end);
  return line;
}

// How much of the lane runs in each column, on average.
std::vector<double> load(const Lane& lane, std::int64_t begin, double per_column, std::size_t columns) {
  std::vector<double> busy(columns, 0.0);
  for (const job::Span& span : lane.spans) {
    const double from = static_cast<double>(span.begin_us - begin) / per_column;
    const double to = std::max(static_cast<double>(span.end_us - begin) / per_column, from + 1e-6);
    for (std::size_t column = static_cast<std::size_t>(from); column < columns; ++column) {
      const double left = std::max(from, static_cast<double>(column));
      const double right = std::min(to, static_cast<double>(column + 1));
      if (right <= left) break;
      busy[column] += right - left;
    }
  }
  return busy;
}

}  // namespace

std::string draw_timeline(const std::vector<Lane>& lanes, std::size_t columns) {
  std::int64_t begin = std::numeric_limits<std::int64_t>::max(), end = 0;
  std::size_t width = 0;
  for (const Lane& lane : lanes) {
    if (lane.spans.empty()) continue;
    width = std::max(width, lane.label.size());
    for (const job::Span& span : lane.spans) {
      begin = std::min(begin, span.begin_us);
      end = std::max(end, span.end_us);
    }
  }
  if (width == 0 || end <= begin) return {};
  if (width > usual_label)
    columns -= std::min(width - usual_label, columns - std::min(columns, least_columns));
  const double per_column = static_cast<double>(end - begin) / static_cast<double>(columns);
  std::string out = std::string(width + 2, ' ') + ruler(end - begin, columns) + "\n";
  for (const Lane& lane : lanes) {
    if (lane.spans.empty()) continue;
    const std::size_t most = job::most_at_once(lane.spans);
    out += lane.label + std::string(width + 2 - lane.label.size(), ' ');
    for (const double busy : load(lane, begin, per_column, columns)) {
      const double share = busy / static_cast<double>(std::max<std::size_t>(most, 1));
      const auto height = busy <= 0 ? 0 : std::clamp<long>(std::lround(share * 8), 1, 8);
      out += blocks[static_cast<std::size_t>(height)];
    }
    out += "  " + std::to_string(lane.spans.size());
    if (most > 1) out += ", up to " + std::to_string(most) + " at once";
    out += "\n";
  }
  return out;
}

}  // namespace orrery::cli
