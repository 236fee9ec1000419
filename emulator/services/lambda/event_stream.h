#pragma once
// Frames of application/vnd.amazon.eventstream: lengths, checksums, headers, payload.
#include <string>
#include <string_view>

namespace orrery::lambda {

// One event: ":message-type" is event, ":event-type" and ":content-type" as given.
std::string event_frame(std::string_view event_type, std::string_view content_type, std::string_view payload);

}  // namespace orrery::lambda
