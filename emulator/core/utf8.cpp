#include "core/utf8.h"

#include <algorithm>

namespace orrery {
namespace {

// Where the first byte stands that belongs to no character; the end where there is none.
std::size_t end_of_text(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t length = character_at(text, at);
    if (length == 0) break;
    at += length;
  }
  return at;
}

}  // namespace

std::size_t character_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t ahead) { return static_cast<unsigned char>(text[at + ahead]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
  if (length == 0 || text.size() - at < length) return 0;
  // The second byte tells the shortest spelling, no surrogates, nothing beyond U+10FFFF.
  const unsigned char least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  const unsigned char most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  if (byte(1) < least || byte(1) > most) return 0;
  for (std::size_t i = 2; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  return length;
}

bool is_utf8(std::string_view text) { return end_of_text(text) == text.size(); }

std::string as_utf8(std::string text) {
  std::size_t at = end_of_text(text);
  if (at == text.size()) return text;
  std::string spelled = text.substr(0, at);
  while (at < text.size()) {
    const std::size_t length = character_at(text, at);
    length > 0 ? spelled.append(text, at, length) : spelled.append(replacement_character);
    at += std::max<std::size_t>(length, 1);
  }
  return spelled;
}

}  // namespace orrery
