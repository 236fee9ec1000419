#include "services/s3/configs.h"
#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object get_bucket_metrics_configuration(S3& s3, Request& request) {
  return get_named_config(s3, request, "metrics", "MetricsConfiguration");
}

}  // namespace orrery::s3::operations
