#pragma once
// The errors Lambda refuses with, in AWS's words. Each says in "Type" that the caller is to blame.
#include <string>
#include <string_view>

#include "core/error.h"
#include "core/json.h"

namespace orrery::lambda {

AwsError invalid_parameter(std::string message);
AwsError validation(std::string message);
AwsError access_denied(std::string message);
AwsError not_found(std::string message);
AwsError function_not_found(std::string_view arn);
AwsError conflict(std::string message);
AwsError precondition_failed();
AwsError unsupported(std::string_view what);  // 501
AwsError too_large(std::size_t limit, std::string_view operation);
AwsError package_too_large(std::size_t limit);  // as it is sent, zipped
// `reason` is one of ThrottleReason: "ConcurrentInvocationLimitExceeded", ...
AwsError throttled(std::string_view reason);

}  // namespace orrery::lambda
