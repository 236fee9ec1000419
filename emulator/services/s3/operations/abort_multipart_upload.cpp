#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object abort_multipart_upload(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  const std::string_view id = request.text("UploadId");
  // Of what is complete nothing is left to abort.
  if (s3.objects.made_by(bucket, request.key(), id)) return {};
  s3.uploads.end(bucket, s3.uploads.get(bucket, request.key(), id), {});
  return {};
}

}  // namespace orrery::s3::operations
