#include "services/s3/locks.h"
#include "services/s3/operations/operations.h"
#include "services/s3/reading.h"

namespace orrery::s3::operations {

json::object get_object_legal_hold(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  check_lock_enabled(bucket);
  const Version version = readable(s3, bucket, request);
  const auto status = find_text(version.lock, "ObjectLockLegalHoldStatus");
  if (!status) {
    throw AwsError("NoSuchObjectLockConfiguration",
                   "The specified object does not have a ObjectLock configuration", 404);
  }
  return {{"LegalHold", json::object{{"Status", *status}}}};
}

}  // namespace orrery::s3::operations
