#include "services/s3/configs.h"
#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object delete_bucket_analytics_configuration(S3& s3, Request& request) {
  return delete_named_config(s3, request, "analytics");
}

}  // namespace orrery::s3::operations
