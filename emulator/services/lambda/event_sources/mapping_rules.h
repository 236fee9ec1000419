#pragma once
// What CreateEventSourceMapping and UpdateEventSourceMapping accept, in AWS's words.
#include "services/lambda/event_sources/mapping.h"
#include "services/lambda/lambda.h"

namespace orrery::lambda {

// Takes what the input sets into `shown`; throws AwsError where it is out of bounds for the kind of source.
void apply_mapping(json::object& shown, const Input& input);

// Refuses a source that is not there, or that does not suit the function.
void check_source(Lambda& lambda, const Context& context, const json::object& shown,
                  const Runnable& function);

// The ARN as the mapping keeps it: with the qualifier the caller gave. Throws ResourceNotFoundException.
struct MappedFunction {
  std::string arn;
  std::shared_ptr<const Runnable> runnable;
};
MappedFunction mapped_function(Lambda& lambda, const Input& input);

}  // namespace orrery::lambda
