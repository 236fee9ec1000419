#pragma once
// Tags of functions, event source mappings and code signing configurations.
#include "services/lambda/lambda.h"

namespace orrery::lambda {

// Adds `more`, or refuses it.
void add_tags(json::object& tags, const json::object& more);

// Of what the member Resource names; throws ResourceNotFoundException where there is no such thing.
json::object tags_of(Lambda& lambda, const Input& input);
void save_tags(Lambda& lambda, const Input& input, json::object tags);

// {account} tags of what is no function, by ARN.
Key tags_key(const Context& context, std::string_view arn);

}  // namespace orrery::lambda
