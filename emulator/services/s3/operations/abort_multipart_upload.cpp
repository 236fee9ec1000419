#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object abort_multipart_upload(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  s3.uploads.end(bucket, s3.uploads.get(bucket, request.key(), request.text("UploadId")), {});
  return {};
}

}  // namespace orrery::s3::operations
