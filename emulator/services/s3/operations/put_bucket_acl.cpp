#include "services/s3/acl.h"
#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object put_bucket_acl(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  check_acls_allowed(s3, bucket, request);
  s3.buckets.configure(bucket, "acl", wanted_acl(request, bucket.account));
  return {};
}

}  // namespace orrery::s3::operations
