#pragma once
// Resource policies of functions and layers: stored and told, not enforced.
#include "services/lambda/lambda.h"

namespace orrery::lambda {

// The policy that `qualifier` ("" for none) has, or nullptr. {"Policy": {"Version", "Id", "Statement"}}
json::object* find_policy(FunctionRecord& function, std::string_view qualifier);

// Refuses a version or an alias that the function does not have, in the words of these operations.
void check_qualifier(Lambda& lambda, const FunctionRecord& function, std::string_view qualifier);

// A policy has no revision of its own: it is that of the function, version or alias it belongs to.
std::string revision_of(Lambda& lambda, const FunctionRecord& function, std::string_view qualifier);
// Gives what `qualifier` names a new revision, and keeps `function`.
void save_with_new_revision(Lambda& lambda, FunctionRecord& function, std::string_view qualifier);

// Refuses where the input has a RevisionId that is not the one of the version's policy.
void check_layer_revision(const LayerVersion& version, const Input& input);

}  // namespace orrery::lambda
