#pragma once
// What AWS's front end says of a request before Lambda looks at it: every violated constraint in one refusal.
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"

namespace orrery::lambda {

class Complaints {
 public:
  static constexpr auto any = std::numeric_limits<std::int64_t>::max();

  // `path` is what AWS calls the member: "tracingConfig.mode". `what`: "Member must not be null".
  void add(std::string_view value, std::string_view path, std::string_view what);
  // As add(), of a value that AWS does not print.
  void add_unseen(std::string_view path, std::string_view what);
  void missing(std::string_view path);
  void word(std::optional<std::string_view> text, std::string_view path,
            std::initializer_list<std::string_view> allowed);
  void length(std::string_view value, std::size_t length, std::string_view path, std::int64_t min,
              std::int64_t max = any);
  void range(std::optional<std::int64_t> number, std::string_view path, std::int64_t min,
             std::int64_t max = any);
  // Where the text does not fit the pattern, which is given as AWS prints it.
  void pattern(std::string_view text, bool fits, std::string_view path, std::string_view pattern);

  // Throws ValidationException where there are any: "2 validation errors detected: ...; ...".
  void refuse() const;

 private:
  void add_complaint(const std::string& value, std::string_view path, std::string_view what);
  std::vector<std::string> complaints_;
};

// A list of texts as AWS prints it: "[x86_64, arm64]".
std::string listed(const json::array& texts);

}  // namespace orrery::lambda
