#pragma once
// The refusals of SQS, in its words. The codes are those of the JSON protocol; the wire's table has those
// that the Query protocol and error headers spell differently.
#include <string>
#include <string_view>

#include "core/error.h"

namespace orrery::sqs {

AwsError no_such_queue();
AwsError invalid_value(std::string message);  // InvalidParameterValue
// "Value V for parameter P is invalid. Reason: R"
AwsError invalid_parameter(std::string_view value, std::string_view parameter, std::string_view reason);
AwsError missing(std::string_view parameter);  // "The request must contain the parameter P."
AwsError invalid_attribute(std::string_view name, std::string_view reason = {});
AwsError unknown_attribute(std::string_view name);
AwsError no_such_resource(std::string_view parameter);

}  // namespace orrery::sqs
