#pragma once
// The records of CloudFormation as JSON and back.
#include "services/cloudformation/records.h"

namespace orrery::cloudformation {

json::object to_json(const Stack& stack);
Stack stack_from(const json::object& record);
json::object to_json(const Blueprint& blueprint);
Blueprint blueprint_from(const json::object& record);
json::object to_json(const Resource& resource);
Resource resource_from(const json::object& record);

}  // namespace orrery::cloudformation
