#include "services/s3/operations/operations.h"
#include "services/s3/reading.h"

namespace orrery::s3::operations {

json::object head_object(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  json::object out = describe(s3, bucket, request, readable(s3, bucket, request));
  request.slice.reset();
  return out;
}

}  // namespace orrery::s3::operations
