#pragma once
#include "services/dynamodb/expression/syntax.h"

namespace orrery::dynamodb {

// UpdateItem weighs what an update writes, not only the item it leaves: every clause has a price of its own.
// Throws ValidationException where that is more than an item may have. As measured of DynamoDB; PartiQL and
// transactions do without.
void check_update_charge(const Update& update);

std::size_t update_charge(const Update& update);  // in bytes

}  // namespace orrery::dynamodb
