#include "services/kinesis/operations/operations.h"
#include "services/kinesis/shard_metrics.h"

namespace orrery::kinesis::operations {

json::object enable_enhanced_monitoring(Kinesis& kinesis, const Input& input) {
  return change_shard_metrics(kinesis, input, Monitoring::enable);
}

}  // namespace orrery::kinesis::operations
