#include "services/lambda/operations/operations.h"
#include "services/lambda/provisioned.h"
#include "services/lambda/refusals.h"

namespace orrery::lambda {

json::object get_provisioned_concurrency_config(Lambda& lambda, const Input& input) {
  // The list has the same path.
  if (input.maybe_text("List") == "ALL") return list_provisioned_concurrency_configs(lambda, input);
  const ProvisionedOf of = provisioned_of(
      lambda, input, "The function resource provided must be an alias or a published version.");
  const auto config = find_provisioned(lambda, of);
  if (!config) {
    AwsError refusal = not_found("No Provisioned Concurrency Config found for this function");
    refusal.code = "ProvisionedConcurrencyConfigNotFoundException";
    throw refusal;
  }
  return shown_provisioned(lambda, *of.function, of.qualifier, *config);
}

}  // namespace orrery::lambda
