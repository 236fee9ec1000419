#pragma once
// The filters of ListSecrets and BatchGetSecretValue.
#include "core/json.h"

namespace orrery::secretsmanager {

// Refuses keys there are not, and filters without values.
void check_filters(const json::array& filters);
bool fits_filters(const json::array& filters, const json::object& secret);

}  // namespace orrery::secretsmanager
