#pragma once
// The errors Lambda refuses with, in AWS's words. Each says in "Type" that the caller is to blame.
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "core/json.h"

namespace orrery::lambda {

AwsError invalid_parameter(std::string message);
AwsError validation(std::string message);
// "2 validation errors detected: ...; ...", where there are any.
void refuse_wrong(const std::vector<std::string>& wrong);
// Refuses where the member is there and none of these words. `path` is what AWS calls it:
// "tracingConfig.mode".
void check_word(const json::object& object, std::string_view member, std::string_view path,
                std::initializer_list<std::string_view> allowed);
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
