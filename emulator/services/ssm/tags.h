#pragma once
// The tags of parameters: [{Key, Value}] and, as they are kept, {key: value}.
#include "core/input.h"
#include "services/ssm/parameters.h"

namespace orrery::ssm {

json::object tags_of(const json::array& list);
json::array tag_list(const json::object& tags);

// The parameter whose tags a request is about. Refuses with InvalidResourceType or InvalidResourceId.
json::object tagged(const Parameters& parameters, const Input& input);

}  // namespace orrery::ssm
