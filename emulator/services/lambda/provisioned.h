#pragma once
// Provisioned concurrency: kept beside the function, by alias or version. Its sandboxes are started when it
// is asked for, and again after a restart.
#include "services/lambda/lambda.h"

namespace orrery::lambda {

struct ProvisionedOf {
  std::shared_ptr<const FunctionRecord> function;
  std::string qualifier;
};

// The version or alias that the input names; throws ResourceNotFoundException where there is none.
ProvisionedOf provisioned_of(Lambda& lambda, const Input& input, std::string_view unpublished);

std::optional<json::object> find_provisioned(Lambda& lambda, const ProvisionedOf& of);

// As GetProvisionedConcurrencyConfig answers it.
json::object shown_provisioned(Lambda& lambda, const FunctionRecord& function, std::string_view qualifier,
                               const json::object& config);
// Starts what the function has asked for.
void provision_again(Lambda& lambda, const FunctionRecord& function);

// What the function has asked for, less what `qualifier` has.
std::int64_t provisioned_total(Lambda& lambda, const FunctionRecord& function, std::string_view less = {});

}  // namespace orrery::lambda
