#pragma once
// Resource policies of functions: stored and told, not enforced.
#include "services/lambda/lambda.h"

namespace orrery::lambda {

// The policy that `qualifier` ("" for none) has, or nullptr. {"RevisionId",
// "Policy": {"Version", "Id", "Statement"}}
json::object* find_policy(FunctionRecord& function, std::string_view qualifier);

}  // namespace orrery::lambda
