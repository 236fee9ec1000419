#include "services/s3/acl.h"
#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object get_bucket_acl(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  return acl_answer(s3.buckets.config(bucket, "acl").value_or(json::object()).as_object(), bucket.account);
}

}  // namespace orrery::s3::operations
