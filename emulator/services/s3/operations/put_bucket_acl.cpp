#include "services/s3/acl.h"
#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object put_bucket_acl(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  const json::object acl = wanted_acl(request, bucket.account);
  check_acl_allowed(s3, bucket, request, acl);
  s3.buckets.configure(bucket, "acl", acl);
  return {};
}

}  // namespace orrery::s3::operations
