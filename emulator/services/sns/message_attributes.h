#pragma once
// The attributes of a published message.
#include <cstddef>
#include <string>

#include "core/json.h"

namespace orrery::sns {

// Refuses in AWS's words; `at` is where they stand in the request: "messageAttributes", or an entry's of a
// batch.
void check_message_attributes(const json::object& attributes, const std::string& at);
// What they add to the size of a message.
std::size_t size_of_attributes(const json::object& attributes);

}  // namespace orrery::sns
