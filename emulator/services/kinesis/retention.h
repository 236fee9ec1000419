#pragma once
// How long records are kept.
#include "services/kinesis/kinesis.h"

namespace orrery::kinesis {

enum class RetentionChange { increase, decrease };
// Sets RetentionPeriodHours. Refuses what is out of bounds, or a change the other way.
json::object change_retention(Kinesis& kinesis, const Input& input, RetentionChange change);

}  // namespace orrery::kinesis
