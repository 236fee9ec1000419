#pragma once
// Structures as some of AWS's services print them where they refuse one.
#include <initializer_list>
#include <string>
#include <string_view>

#include "core/json.h"

namespace orrery::protocol {

// "[Name(a=1, b=null), Name(...)]": every member that the structure has, and null for those that are absent.
// Printed members begin with a small letter, however the request spells them.
std::string java_text(const json::array& list, std::string_view name,
                      std::initializer_list<std::string_view> members);

}  // namespace orrery::protocol
