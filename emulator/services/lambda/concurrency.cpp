#include "services/lambda/concurrency.h"

namespace orrery::lambda {

std::string Concurrency::scope_of(std::string_view account, std::string_view region) {
  return std::string(account) + "/" + std::string(region);
}

std::optional<std::string_view> Concurrency::enter(const FunctionRecord& function) {
  const std::string arn = function.named().arn();
  Running& running = running_[arn];
  if (running.scope.empty()) running.scope = scope_of(function.account, function.region);
  Scope& scope = scopes_[running.scope];
  if (function.reserved) {
    if (running.count >= *function.reserved) return "ReservedFunctionConcurrentInvocationLimitExceeded";
  } else {
    if (scope.unreserved_running >= account_limit - scope.reserved)
      return "ConcurrentInvocationLimitExceeded";
    ++scope.unreserved_running;
    ++running.unreserved;
  }
  ++running.count;
  return std::nullopt;
}

void Concurrency::leave(const std::string& arn) {
  const auto found = running_.find(arn);
  if (found == running_.end()) return;
  Running& running = found->second;
  --running.count;
  if (running.unreserved > 0) {
    --running.unreserved;
    --scopes_[running.scope].unreserved_running;
  }
  if (running.count == 0) running_.erase(found);
}

void Concurrency::reserve(const FunctionRecord& function, std::optional<std::int64_t> before,
                          std::optional<std::int64_t> after) {
  scopes_[scope_of(function.account, function.region)].reserved += after.value_or(0) - before.value_or(0);
}

std::int64_t Concurrency::reserved(std::string_view account, std::string_view region) const {
  const auto found = scopes_.find(scope_of(account, region));
  return found == scopes_.end() ? 0 : found->second.reserved;
}

}  // namespace orrery::lambda
