#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object get_bucket_versioning(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  if (bucket.versioning == Versioning::off) return {};
  return {{"Status", bucket.versioning == Versioning::enabled ? "Enabled" : "Suspended"}};
}

}  // namespace orrery::s3::operations
