#include "services/s3/operations/operations.h"
#include "services/s3/reading.h"

namespace orrery::s3::operations {

json::object get_object(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  return describe(s3, bucket, request, readable(s3, bucket, request));
}

}  // namespace orrery::s3::operations
