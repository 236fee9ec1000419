#include "services/s3/configs.h"
#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object get_bucket_replication(S3& s3, Request& request) {
  return {{"ReplicationConfiguration",
           get_config(s3, request, "replication", "ReplicationConfigurationNotFoundError",
                      "The replication configuration was not found")}};
}

}  // namespace orrery::s3::operations
