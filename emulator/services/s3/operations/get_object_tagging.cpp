#include "services/s3/operations/operations.h"
#include "services/s3/reading.h"

namespace orrery::s3::operations {

json::object get_object_tagging(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  Version version = readable(s3, bucket, request);
  json::object out{{"TagSet", std::move(version.tags)}};
  add_version_id(bucket, version.id, out);
  return out;
}

}  // namespace orrery::s3::operations
