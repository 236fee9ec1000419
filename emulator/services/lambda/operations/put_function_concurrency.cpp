#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"
#include "services/lambda/refusals.h"

namespace orrery::lambda {

json::object put_function_concurrency(Lambda& lambda, const Input& input) {
  const auto function = lambda.function(input);
  const std::int64_t wanted = input.number("ReservedConcurrentExecutions", 0);
  const std::int64_t others =
      lambda.concurrency.reserved(function->account, function->region) - function->reserved.value_or(0);
  if (others + wanted > Concurrency::account_limit - Concurrency::unreserved_minimum)
    throw invalid_parameter(
        "Specified ReservedConcurrentExecutions for function decreases account's "
        "UnreservedConcurrentExecution "
        "below its minimum value of [" +
        std::to_string(Concurrency::unreserved_minimum) + "].");
  lambda.set_reserved(*function, wanted);
  return {{"ReservedConcurrentExecutions", wanted}};
}

}  // namespace orrery::lambda
