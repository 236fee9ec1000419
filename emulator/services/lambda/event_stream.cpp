#include "services/lambda/event_stream.h"

#include "core/digest.h"

namespace orrery::lambda {
namespace {

void add_header(std::string& headers, std::string_view name, std::string_view value) {
  constexpr char text_type = 7;
  headers += static_cast<char>(name.size());
  headers += name;
  headers += text_type;
  headers += static_cast<char>(value.size() >> 8);
  headers += static_cast<char>(value.size() & 0xff);
  headers += value;
}

}  // namespace

std::string event_frame(std::string_view event_type, std::string_view content_type,
                        std::string_view payload) {
  std::string headers;
  add_header(headers, ":event-type", event_type);
  add_header(headers, ":content-type", content_type);
  add_header(headers, ":message-type", "event");
  constexpr std::size_t around = 4 + 4 + 4 + 4;  // two lengths, two checksums
  std::string frame = big_endian(static_cast<std::uint32_t>(around + headers.size() + payload.size()));
  frame += big_endian(static_cast<std::uint32_t>(headers.size()));
  frame += big_endian(crc32(frame));
  frame += headers;
  frame += payload;
  frame += big_endian(crc32(frame));
  return frame;
}

}  // namespace orrery::lambda
