#pragma once
// Published versions of a function.
#include "services/lambda/lambda.h"

namespace orrery::lambda {

// Publishes $LATEST as the next version and saves the function; where nothing
// has changed since the last one, that is the answer. Answers its
// configuration.
json::object publish(Lambda& lambda, FunctionRecord& function, std::optional<std::string_view> description);

}  // namespace orrery::lambda
