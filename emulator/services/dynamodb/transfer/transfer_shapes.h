#pragma once
// The shapes of requests for exports and imports.
#include "services/dynamodb/table_shapes.h"

namespace orrery::dynamodb::shapes {

inline bool is_bucket_name(std::string_view given) {
  const auto edge = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  if (given.size() < 2 || !edge(given.front()) || !edge(given.back())) return false;
  return std::all_of(given.begin(), given.end(),
                     [&](char c) { return edge(c) || c == '.' || c == '-' || c == '_'; });
}
inline bool is_account(std::string_view given) {
  constexpr std::size_t digits = 12;
  return given.size() == digits && given.find_first_not_of("0123456789") == given.npos;
}

inline constexpr Shape bucket{.kind = Kind::text,
                              .max = 255,
                              .pattern = "^[a-z0-9A-Z]+[\\.\\-\\w]*[a-z0-9A-Z]+$",
                              .has_form = is_bucket_name};
inline constexpr Shape bucket_owner{.kind = Kind::text, .pattern = "[0-9]{12}", .has_form = is_account};
inline constexpr Shape key_prefix{.kind = Kind::text, .max = 1024};
inline constexpr Shape export_prefix{.kind = Kind::text, .min = 1, .max = 1024};
inline constexpr Shape transfer_arn{.kind = Kind::text, .min = 37, .max = 1024};
inline constexpr Shape filter_arn{.kind = Kind::text, .min = 1, .max = 1024};
inline constexpr Shape page_size{.kind = Kind::integer, .min = 1, .max = 25};
inline constexpr std::string_view export_format_words[] = {"DYNAMODB_JSON", "ION"};
inline constexpr Shape export_format = choice(export_format_words);

}  // namespace orrery::dynamodb::shapes
