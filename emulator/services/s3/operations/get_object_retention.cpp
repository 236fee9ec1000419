#include "services/s3/locks.h"
#include "services/s3/operations/operations.h"
#include "services/s3/reading.h"

namespace orrery::s3::operations {

json::object get_object_retention(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  check_lock_enabled(bucket);
  const Version version = readable(s3, bucket, request);
  const auto mode = find_text(version.lock, "ObjectLockMode");
  if (!mode) {
    throw AwsError("NoSuchObjectLockConfiguration",
                   "The specified object does not have a ObjectLock configuration", 404);
  }
  return {{"Retention", json::object{{"Mode", *mode},
                                     {"RetainUntilDate",
                                      find_text(version.lock, "ObjectLockRetainUntilDate").value_or("")}}}};
}

}  // namespace orrery::s3::operations
