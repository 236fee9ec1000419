#pragma once
// Filter policies: which messages a subscription wants.
#include <string>
#include <string_view>

#include "core/json.h"

namespace orrery::sns {

// Refuses what is no filter policy with InvalidParameter. Only policies of bodies may be nested.
void check_filter_policy(std::string_view text, bool of_body, const std::string& prefix);
// What AWS says of a text that is no JSON.
std::string fault_of_json(std::string_view text);

// On message attributes: {name: {Type|DataType, Value|StringValue}}. Every name of the policy must match.
bool wants_attributes(const json::object& policy, const json::object& message_attributes);

}  // namespace orrery::sns
