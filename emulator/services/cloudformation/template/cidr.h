#pragma once
// Fn::Cidr: a block of addresses cut into smaller ones.
#include <string>

#include "core/json.h"

namespace orrery::cloudformation {

// The first `count` blocks with `bits` host bits each, of an IPv4 block. Throws ValidationError.
json::array cidr_blocks(const std::string& block, const std::string& count, const std::string& bits);

}  // namespace orrery::cloudformation
