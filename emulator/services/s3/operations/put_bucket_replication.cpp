#include "services/s3/configs.h"
#include "services/s3/operations/operations.h"
#include "services/s3/replication.h"

namespace orrery::s3::operations {

json::object put_bucket_replication(S3& s3, Request& request) {
  check_replication(s3, s3.bucket(request), payload(request, "ReplicationConfiguration"));
  return put_config(s3, request, "replication", "ReplicationConfiguration");
}

}  // namespace orrery::s3::operations
