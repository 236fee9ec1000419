#pragma once
#include "core/input.h"
#include "services/ssm/parameters.h"

namespace orrery::ssm {

// The parameter whose tags a request is about. Refuses with InvalidResourceType or InvalidResourceId.
json::object tagged(const Parameters& parameters, const Input& input);

}  // namespace orrery::ssm
