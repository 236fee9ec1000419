#include "services/kinesis/operations/operations.h"
#include "services/kinesis/shard_metrics.h"

namespace orrery::kinesis::operations {

json::object disable_enhanced_monitoring(Kinesis& kinesis, const Input& input) {
  return change_shard_metrics(kinesis, input, Monitoring::disable);
}

}  // namespace orrery::kinesis::operations
