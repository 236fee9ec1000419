#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object get_bucket_location(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  if (bucket.region == "us-east-1") return {};  // AWS answers an empty element for its first region
  return {{"LocationConstraint", bucket.region}};
}

}  // namespace orrery::s3::operations
