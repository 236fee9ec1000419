#pragma once
// Text messages: what is asked of them is checked as in an account that may only test them, and they reach
// nobody.
//
//   "sns" "sms" account region -> JSON of what is set for all of them
#include <string_view>

#include "core/context.h"
#include "core/json.h"
#include "core/key.h"
#include "core/store.h"

namespace orrery::sns {

// E.164: up to 15 digits, '+' before them or not.
bool is_phone_number(std::string_view text);
void check_phone_number(std::string_view text);  // throws InvalidParameter

bool is_sms_attribute(std::string_view name);
Key sms_key(const Context& owner);
// As GetSMSAttributes answers them; an account may spend one dollar a month before it asks for more.
json::object sms_attributes(const Store& store, const Context& owner);

}  // namespace orrery::sns
