#include "services/kinesis/operations/operations.h"
#include "services/kinesis/retention.h"

namespace orrery::kinesis::operations {

json::object increase_stream_retention_period(Kinesis& kinesis, const Input& input) {
  return change_retention(kinesis, input, RetentionChange::increase);
}

}  // namespace orrery::kinesis::operations
