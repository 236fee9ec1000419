#pragma once
// CloudWatch Logs filter patterns: which messages a pattern picks out.
//
//   ERROR "two words" -excluded %regex%     all terms, and none of the excluded
//   ?ERROR ?WARN                            one of the terms; '?' means nothing beside terms without it
//   { $.level = "error" && $.code >= 500 }  JSON messages
//   [ip, ..., status = 4*, bytes > 1000]    messages in columns
//
// The empty pattern picks every message.
#include <memory>
#include <string>
#include <string_view>

#include "core/json.h"

namespace orrery::logs {

class Pattern {
 public:
  virtual ~Pattern() = default;
  virtual bool matches(std::string_view message) const = 0;
  // What the pattern names in a message that matches: {"$name": text}.
  virtual json::object extracted(std::string_view) const { return {}; }
};

// Throws AwsError InvalidParameterException where the pattern cannot be understood.
std::unique_ptr<Pattern> parse_pattern(std::string_view text);

// The kinds, each in a file of its own.
std::unique_ptr<Pattern> parse_terms(std::string_view text);
std::unique_ptr<Pattern> parse_json_pattern(std::string_view inside);
std::unique_ptr<Pattern> parse_columns(std::string_view inside);

}  // namespace orrery::logs
