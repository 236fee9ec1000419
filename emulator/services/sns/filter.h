#pragma once
// Filter policies: which messages a subscription wants.
#include <string_view>

#include "core/json.h"

namespace orrery::sns {

// Refuses what is no filter policy with InvalidParameter.
void check_filter_policy(std::string_view text);

// On message attributes: {name: {Type|DataType, Value|StringValue}}. Every name of the policy must match.
bool wants_attributes(const json::object& policy, const json::object& message_attributes);
// On a JSON body, member by member.
bool wants_body(const json::object& policy, const json::object& body);

}  // namespace orrery::sns
