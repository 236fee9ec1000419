#pragma once
// Where Lambda's operations are on the REST-JSON wire: every one AWS has, so that what is not supported is
// refused by its name.
#include <span>

#include "core/protocol/rest_json.h"

namespace orrery::lambda {

std::span<const protocol::Route> routes();

}  // namespace orrery::lambda
