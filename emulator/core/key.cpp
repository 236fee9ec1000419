#include "core/key.h"

#include <cassert>

namespace orrery {

Key& Key::text(std::string_view part) {
  for (char byte : part) {
    bytes_ += byte;
    if (byte == '\0') bytes_ += '\xff';
  }
  bytes_.append("\0\1", 2);
  return *this;
}

Key& Key::number(std::uint64_t part) {
  for (int shift = 56; shift >= 0; shift -= 8) bytes_ += static_cast<char>(part >> shift);
  return *this;
}

Key& Key::raw(std::string_view part) {
  bytes_ += part;
  return *this;
}

std::string KeyReader::text() {
  std::string part;
  for (std::size_t at = 0; at + 1 < rest_.size(); ++at) {
    if (rest_[at] != '\0') {
      part += rest_[at];
    } else if (rest_[at + 1] == '\1') {
      rest_.remove_prefix(at + 2);
      return part;
    } else {
      part += '\0';
      ++at;
    }
  }
  assert(!"a key without the text part that was asked for");
  return part;
}

std::uint64_t KeyReader::number() {
  assert(rest_.size() >= 8);
  std::uint64_t part = 0;
  for (int index = 0; index < 8; ++index) part = (part << 8) | static_cast<unsigned char>(rest_[index]);
  rest_.remove_prefix(8);
  return part;
}

}  // namespace orrery
