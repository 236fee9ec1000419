#pragma once
// Records as the API shows them.
#include "services/cloudformation/cloudformation.h"

namespace orrery::cloudformation {

json::object show_stack(const Stack& stack, const Parameters& parameters);
json::object show_stack_summary(const Stack& stack);
json::object show_resource(const Stack& stack, const Resource& resource);
json::object show_resource_summary(const Resource& resource);
std::string iso(std::int64_t milliseconds);

// The page of `all` that NextToken names, into `result` under `name`, with the next token where there is
// more.
void page(json::object& result, std::string_view name, json::array all, const Input& input, std::size_t most);

// A resource of the stack. Refuses with ValidationError where it has none of that name.
Resource existing_resource(Cloudformation& service, const Stack& stack, std::string_view logical_id);

}  // namespace orrery::cloudformation
