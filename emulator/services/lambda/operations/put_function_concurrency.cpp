#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"
#include "services/lambda/provisioned.h"
#include "services/lambda/refusals.h"

namespace orrery::lambda {

json::object put_function_concurrency(Lambda& lambda, const Input& input) {
  FunctionName name = parse_function_name(input.text("FunctionName"), {}, input.context);
  if (!name.qualifier.empty())
    throw invalid_parameter(
        "This operation is permitted on Lambda functions only. Aliases and versions do not support this "
        "operation. Please specify either a function name or an unqualified function ARN.");
  name.qualifier = "$LATEST";
  const auto function = lambda.functions.get(name, input.context);
  const std::int64_t wanted = input.number("ReservedConcurrentExecutions", 0);
  const std::int64_t others =
      lambda.concurrency.reserved(function->account, function->region) - function->reserved.value_or(0);
  if (others + wanted > Concurrency::account_limit - Concurrency::unreserved_minimum)
    throw invalid_parameter(
        "Specified ReservedConcurrentExecutions for function decreases account's "
        "UnreservedConcurrentExecution "
        "below its minimum value of [" +
        std::to_string(Concurrency::unreserved_minimum) + "].");
  const std::int64_t provisioned = provisioned_total(lambda, *function);
  if (provisioned > wanted)
    throw invalid_parameter(" ReservedConcurrentExecutions  " + std::to_string(wanted) +
                            " should not be lower than function's total provisioned concurrency [" +
                            std::to_string(provisioned) + "].");
  lambda.set_reserved(*function, wanted);
  return {{"ReservedConcurrentExecutions", wanted}};
}

}  // namespace orrery::lambda
