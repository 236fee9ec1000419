#include "services/s3/acl.h"
#include "services/s3/operations/operations.h"
#include "services/s3/reading.h"

namespace orrery::s3::operations {

json::object get_object_acl(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  const Version version = readable(s3, bucket, request);
  return acl_answer(lists_are_off(s3, bucket) ? json::object() : version.acl, bucket.account);
}

}  // namespace orrery::s3::operations
