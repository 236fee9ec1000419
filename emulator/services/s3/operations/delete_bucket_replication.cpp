#include "services/s3/configs.h"
#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object delete_bucket_replication(S3& s3, Request& request) {
  return delete_config(s3, request, "replication");
}

}  // namespace orrery::s3::operations
