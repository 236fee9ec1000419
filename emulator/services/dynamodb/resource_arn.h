#pragma once
// ResourceArn of the operations on tags and policies.
#include <string_view>

#include "core/arn.h"
#include "core/context.h"

namespace orrery::dynamodb {

// The ARN of a table, or of what a table has. Throws ValidationException for that of an index, a backup, or
// for what is none of DynamoDB.
Arn read_resource_arn(std::string_view text);

// Refuses what is of another account, or not of DynamoDB.
void check_owner(const Arn& arn, const Context& context);

}  // namespace orrery::dynamodb
