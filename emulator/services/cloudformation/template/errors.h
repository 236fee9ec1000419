#pragma once
// What is wrong with a request or a template, in CloudFormation's words.
#include <string>

#include "core/error.h"

namespace orrery::cloudformation {

inline AwsError invalid(std::string message) { return {"ValidationError", std::move(message)}; }

}  // namespace orrery::cloudformation
