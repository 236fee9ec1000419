#pragma once
// Texts and their words, as Python's str.split() sees them.
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace orrery::cli {

using WordCounts = std::unordered_map<std::string, std::int64_t>;

// The texts of files and of all files below directories, each once however many links lead to it. What is not
// UTF-8 is replaced by U+FFFD. Throws std::runtime_error where something cannot be read.
std::string read_texts(const std::vector<std::string>& paths);

// About equal parts, cut at spaces; never more than `count`, fewer where there are not enough words.
std::vector<std::string> cut(const std::string& text, std::size_t count);

WordCounts count_words(std::string_view text);

}  // namespace orrery::cli
