#include "services/kinesis/operations/operations.h"
#include "services/kinesis/retention.h"

namespace orrery::kinesis::operations {

json::object decrease_stream_retention_period(Kinesis& kinesis, const Input& input) {
  return change_retention(kinesis, input, RetentionChange::decrease);
}

}  // namespace orrery::kinesis::operations
