#include "services/sqs/refusal.h"

namespace orrery::sqs {

AwsError no_such_queue() { return {"QueueDoesNotExist", "The specified queue does not exist."}; }

AwsError invalid_value(std::string message) { return {"InvalidParameterValueException", std::move(message)}; }

AwsError invalid_parameter(std::string_view value, std::string_view parameter, std::string_view reason) {
  return invalid_value("Value " + std::string(value) + " for parameter " + std::string(parameter) +
                       " is invalid. Reason: " + std::string(reason));
}

AwsError missing(std::string_view parameter) {
  return {"MissingRequiredParameterException",
          "The request must contain the parameter " + std::string(parameter) + "."};
}

AwsError invalid_attribute(std::string_view name, std::string_view reason) {
  return {"InvalidAttributeValue", "Invalid value for the parameter " + std::string(name) + "." +
                                       (reason.empty() ? "" : " Reason: " + std::string(reason))};
}

AwsError unknown_attribute(std::string_view name) {
  return {"InvalidAttributeName", "Unknown Attribute " + std::string(name) + "."};
}

AwsError no_such_resource(std::string_view parameter) {
  return {"ResourceNotFoundException",
          "The resource that you specified for the " + std::string(parameter) + " parameter doesn't exist.",
          404};
}

}  // namespace orrery::sqs
