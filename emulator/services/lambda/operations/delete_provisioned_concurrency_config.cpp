#include "services/lambda/operations/operations.h"
#include "services/lambda/provisioned.h"

namespace orrery::lambda {

json::object delete_provisioned_concurrency_config(Lambda& lambda, const Input& input) {
  const ProvisionedOf of = provisioned_of(
      lambda, input, "The function resource provided must be an alias or a published version.");
  lambda.provision(*of.function, of.qualifier, 0);
  lambda.core.store.erase(Functions::part_key(*of.function, "provisioned", of.qualifier));
  return {};
}

}  // namespace orrery::lambda
