#include "services/s3/operations/operations.h"
#include "services/s3/reading.h"

namespace orrery::s3::operations {

json::object get_object_tagging(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  Version version;
  try {
    version = readable(s3, bucket, request, Use::read_tags);
  } catch (AwsError& error) {
    // This operation alone names the bucket before the key.
    if (error.code == "NoSuchKey") error.extra["Key"] = bucket.name + "/" + std::string(request.key());
    throw;
  }
  json::object out{{"TagSet", std::move(version.tags)}};
  add_version_id(bucket, version.id, out);
  return out;
}

}  // namespace orrery::s3::operations
