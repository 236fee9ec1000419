#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object get_account_settings(Lambda& lambda, const Input& input) {
  std::uint64_t code_size = 0, count = 0;
  for (const auto& function : lambda.functions.list(input.context, {}, Input::highest)) {
    ++count;
    code_size += function->code.size;
    for (std::uint64_t number = 1; number <= function->last_version; ++number)
      if (const auto code = lambda.functions.version_code(*function, number)) code_size += code->size;
  }
  const std::int64_t reserved = lambda.concurrency.reserved(input.context.account, input.context.region);
  return {{"AccountLimit",
           {{"TotalCodeSize", 80'530'636'800},
            {"CodeSizeUnzipped", 262'144'000},
            {"CodeSizeZipped", 52'428'800},
            {"ConcurrentExecutions", Concurrency::account_limit},
            {"UnreservedConcurrentExecutions", Concurrency::account_limit - reserved}}},
          {"AccountUsage", {{"TotalCodeSize", code_size}, {"FunctionCount", count}}}};
}

}  // namespace orrery::lambda
