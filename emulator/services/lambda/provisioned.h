#pragma once
// Provisioned concurrency: kept beside the function, by alias or version, and ready as soon as it is asked
// for.
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
json::object shown_provisioned(const json::object& config);

// What the function has asked for, less what `qualifier` has.
std::int64_t provisioned_total(Lambda& lambda, const FunctionRecord& function, std::string_view less = {});

}  // namespace orrery::lambda
