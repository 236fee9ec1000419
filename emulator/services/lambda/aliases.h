#pragma once
// Aliases: names for versions, with weights for a second one.
#include "services/lambda/lambda.h"

namespace orrery::lambda {

// Throws ResourceNotFoundException.
json::object existing_alias(Lambda& lambda, const FunctionRecord& function, std::string_view name);
// FunctionVersion, Description and RoutingConfig of the input into `alias`; the
// versions must be there.
void apply_alias(Lambda& lambda, const FunctionRecord& function, json::object& alias, const Input& input);

}  // namespace orrery::lambda
