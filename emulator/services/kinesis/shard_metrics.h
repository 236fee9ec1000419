#pragma once
// Enhanced monitoring: which metrics are asked for per shard. There is no CloudWatch to send them to.
#include "services/kinesis/kinesis.h"

namespace orrery::kinesis {

enum class Monitoring { enable, disable };
// Adds or takes away the metrics of the request and answers what was and what is.
json::object change_shard_metrics(Kinesis& kinesis, const Input& input, Monitoring change);

}  // namespace orrery::kinesis
