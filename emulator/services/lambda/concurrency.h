#pragma once
// How much may run at once: 1,000 invocations per account and region, less what functions have reserved.
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>

#include "services/lambda/functions.h"

namespace orrery::lambda {

class Concurrency {
 public:
  static constexpr std::int64_t account_limit = 1000;
  static constexpr std::int64_t unreserved_minimum = 100;

  // Counts one more invocation of the function, or says by the name of AWS's reason why it may not be.
  std::optional<std::string_view> enter(const FunctionRecord& function);
  void leave(const std::string& arn);

  // The sum of what functions of this account and region reserve, kept up to date by whoever changes it.
  void reserve(const FunctionRecord& function, std::optional<std::int64_t> before,
               std::optional<std::int64_t> after);
  std::int64_t reserved(std::string_view account, std::string_view region) const;

 private:
  struct Scope {
    std::int64_t reserved = 0;
    std::int64_t unreserved_running = 0;
  };
  struct Running {
    std::int64_t count = 0;
    std::int64_t unreserved = 0;  // of them, those that entered while nothing was reserved
    std::string scope;
  };
  static std::string scope_of(std::string_view account, std::string_view region);
  std::unordered_map<std::string, Scope> scopes_;
  std::unordered_map<std::string, Running> running_;  // by the function's ARN
};

}  // namespace orrery::lambda
