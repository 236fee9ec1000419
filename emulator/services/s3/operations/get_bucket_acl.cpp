#include "services/s3/acl.h"
#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object get_bucket_acl(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  const auto acl = lists_are_off(s3, bucket) ? std::nullopt : s3.buckets.config(bucket, "acl");
  return acl_answer(acl ? acl->as_object() : json::object(), bucket.account);
}

}  // namespace orrery::s3::operations
