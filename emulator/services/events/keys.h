#pragma once
// Keys of the store: events, account, region, a kind, and then what the file that owns the kind says.
#include <functional>

#include "core/key.h"
#include "core/service.h"
#include "core/store.h"

namespace orrery::events {

Key owned_key(const Context& owner, std::string_view kind);
// Everybody who has anything here, found without a look at all that he has.
void each_owner(const Store& store, const std::function<void(const Context&)>& take);

}  // namespace orrery::events
