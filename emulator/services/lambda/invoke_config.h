#pragma once
// What asynchronous invocations of a function may be told: retries, age,
// destinations.
#include "services/lambda/lambda.h"

namespace orrery::lambda {

struct InvokeConfigOf {
  std::shared_ptr<const FunctionRecord> function;
  std::string qualifier;  // "$LATEST" where none was given
  std::string arn() const { return function->named(qualifier).arn(); }
};

// The function and version the input names; throws ResourceNotFoundException,
// in the words of those operations.
enum class InvokeConfigFor { change, reading };
InvokeConfigOf invoke_config_of(Lambda& lambda, const Input& input, InvokeConfigFor whose);
json::object existing_invoke_config(Lambda& lambda, const InvokeConfigOf& of);
// Checks and takes what the input sets, and saves it. Answers it as AWS does.
json::object save_invoke_config(Lambda& lambda, const InvokeConfigOf& of, json::object config,
                                const Input& input);

}  // namespace orrery::lambda
