#pragma once
// What queues, entries of batches and labels of permissions may be called, and accounts are.
#include <algorithm>
#include <string_view>

#include "core/ascii.h"

namespace orrery::sqs {

inline constexpr std::size_t longest_name = 80;

inline bool is_name(std::string_view text) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
  return !text.empty() && text.size() <= longest_name && text.find_first_not_of(letters) == text.npos;
}

inline bool is_account(std::string_view text) {
  return text.size() == 12 && std::all_of(text.begin(), text.end(), is_digit);
}

}  // namespace orrery::sqs
