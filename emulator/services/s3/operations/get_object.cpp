#include "services/s3/encryption.h"
#include "services/s3/operations/operations.h"
#include "services/s3/reading.h"

namespace orrery::s3::operations {

json::object get_object(S3& s3, Request& request) {
  check_states_no_encryption(request);
  asked_part(request);  // refused before anything is looked for
  const Bucket bucket = s3.bucket(request);
  const Version version = readable(s3, bucket, request);
  check_not_archived(version);
  return describe(s3, bucket, request, version);
}

}  // namespace orrery::s3::operations
