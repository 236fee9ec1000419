#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object delete_bucket_ownership_controls(S3& s3, Request& request) {
  s3.buckets.configure(s3.bucket(request), "ownership", nullptr);
  return {};
}

}  // namespace orrery::s3::operations
