#pragma once
// What the service keeps in the store is JSON, one object in each place.
#include <string_view>

#include "core/json.h"

namespace orrery::lambda {

// Throws StoreError where the bytes are none: only a damaged store holds such.
json::object read_record(std::string_view bytes);

}  // namespace orrery::lambda
