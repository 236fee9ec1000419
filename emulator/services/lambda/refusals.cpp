#include "services/lambda/refusals.h"

namespace orrery::lambda {
namespace {

AwsError by_user(std::string code, std::string message, int status) {
  return {std::move(code), std::move(message), status, {{"Type", "User"}}};
}

}  // namespace

AwsError invalid_parameter(std::string message) {
  return by_user("InvalidParameterValueException", std::move(message), 400);
}

AwsError validation(std::string message) { return {"ValidationException", std::move(message), 400}; }

AwsError access_denied(std::string message) { return {"AccessDeniedException", std::move(message), 403}; }

AwsError not_found(std::string message) {
  return by_user("ResourceNotFoundException", std::move(message), 404);
}

AwsError function_not_found(std::string_view arn) {
  return not_found("Function not found: " + std::string(arn));
}

AwsError conflict(std::string message) {
  return by_user("ResourceConflictException", std::move(message), 409);
}

AwsError precondition_failed() {
  return by_user("PreconditionFailedException",
                 "The Revision Id provided does not match the latest Revision Id. Call the "
                 "GetFunction/GetAlias API to retrieve the latest Revision Id",
                 412);
}

AwsError unsupported(std::string_view what) { return not_supported(what); }

AwsError too_large(std::size_t limit, std::string_view operation) {
  return by_user("RequestTooLargeException",
                 "Request must be smaller than " + std::to_string(limit) + " bytes for the " +
                     std::string(operation) + " operation",
                 413);
}

AwsError package_too_large(std::size_t limit) {
  return {"RequestEntityTooLargeException",
          "Zipped size must be smaller than " + std::to_string(limit) + " bytes", 413};
}

AwsError throttled(std::string_view reason) {
  AwsError error = by_user("TooManyRequestsException", "Rate Exceeded.", 429);
  error.extra["Reason"] = std::string(reason);
  return error;
}

}  // namespace orrery::lambda
