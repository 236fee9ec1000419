#include "cli/run_text.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <stdexcept>

#include "cli/run_package.h"

namespace orrery::cli {
namespace {

namespace fs = std::filesystem;

struct Character {
  char32_t code;
  std::size_t length;
};

constexpr char32_t malformed = 0xFFFD;

// The character at `at`; a malformed one has length 1.
Character character_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t offset) {
    return at + offset < text.size() ? static_cast<unsigned char>(text[at + offset]) : 0u;
  };
  const unsigned first = byte(0);
  if (first < 0x80) return {first, 1};
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4) return {malformed, 1};
  char32_t code = first & (0xFFu >> (length + 1));
  for (std::size_t offset = 1; offset < length; ++offset) {
    if ((byte(offset) & 0xC0) != 0x80) return {malformed, 1};
    code = code << 6 | (byte(offset) & 0x3F);
  }
  const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
  if (overlong || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return {malformed, 1};
  return {code, length};
}

bool is_space(char32_t code) {
  return (code >= 0x09 && code <= 0x0D) || (code >= 0x1C && code <= 0x20) || code == 0x85 || code == 0xA0 ||
         code == 0x1680 || (code >= 0x2000 && code <= 0x200A) || code == 0x2028 || code == 0x2029 ||
         code == 0x202F || code == 0x205F || code == 0x3000;
}

std::string well_formed(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text, at);
    if (character.code == malformed && character.length == 1) {
      out += "\xEF\xBF\xBD";
    } else {
      out += text.substr(at, character.length);
    }
    at += character.length;
  }
  return out;
}

}  // namespace

std::string read_texts(const std::vector<std::string>& paths) {
  std::set<fs::path> files;
  for (const std::string& path : paths) {
    if (!fs::exists(path)) throw std::runtime_error("there is no " + path);
    if (!fs::is_directory(path)) {
      files.insert(fs::canonical(path));
      continue;
    }
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path)) {
      if (entry.is_regular_file()) files.insert(fs::canonical(entry.path()));
    }
  }
  std::string all;
  for (const fs::path& file : files) all += well_formed(read_file(file)) + "\n";
  return all;
}

std::vector<std::string> cut(const std::string& text, std::size_t count) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (std::size_t part = 1; part <= count && begin < text.size(); ++part) {
    std::size_t end = std::max(begin + 1, text.size() * part / count);
    end = part == count ? text.size() : std::min(text.find_first_of(" \n\t", end), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return parts;
}

WordCounts count_words(std::string_view text) {
  WordCounts counts;
  std::size_t word = 0;
  for (std::size_t at = 0; at <= text.size();) {
    const Character character = at < text.size() ? character_at(text, at) : Character{' ', 1};
    if (is_space(character.code)) {
      if (at > word) ++counts[std::string(text.substr(word, at - word))];
      word = at + character.length;
    }
    at += character.length;
  }
  return counts;
}

}  // namespace orrery::cli
