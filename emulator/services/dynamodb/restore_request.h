#pragma once
// What the operations that restore tables may say of the new one.
#include "core/service.h"
#include "services/dynamodb/table.h"

namespace orrery::dynamodb {

// Billing, throughput and indexes as the request overrides them.
void override_restored(const Input& input, Instant now, Table& table);

}  // namespace orrery::dynamodb
