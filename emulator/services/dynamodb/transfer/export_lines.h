#pragma once
// An item as a line of an export's file.
#include <optional>
#include <string>
#include <string_view>

#include "core/clock.h"

namespace orrery::dynamodb {

enum class ExportFormat { json, ion };

// {"Item": ...}
std::string export_line(ExportFormat format, std::string_view item);

// Of an incremental export: what an item was at the begin of its time, and is at its end.
struct Change {
  Instant when{};
  std::string_view keys;
  std::optional<std::string_view> old_image, new_image;
};
std::string export_line(ExportFormat format, const Change& change);

}  // namespace orrery::dynamodb
