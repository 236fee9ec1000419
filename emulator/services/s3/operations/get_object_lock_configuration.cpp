#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object get_object_lock_configuration(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  if (!bucket.object_lock) {
    throw AwsError("ObjectLockConfigurationNotFoundError",
                   "Object Lock configuration does not exist for this bucket", 404,
                   {{"BucketName", bucket.name}});
  }
  json::object config = s3.buckets.config(bucket, "object-lock").value_or(json::object()).as_object();
  config["ObjectLockEnabled"] = "Enabled";
  return {{"ObjectLockConfiguration", std::move(config)}};
}

}  // namespace orrery::s3::operations
