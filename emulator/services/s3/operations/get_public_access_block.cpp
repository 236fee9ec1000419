#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object get_public_access_block(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  auto config = s3.buckets.config(bucket, "public-access");
  // A new bucket has it; one from which it was deleted has null in its place.
  if (!config)
    config = json::object{{"BlockPublicAcls", true},
                          {"IgnorePublicAcls", true},
                          {"BlockPublicPolicy", true},
                          {"RestrictPublicBuckets", true}};
  if (!config->is_object()) {
    throw AwsError("NoSuchPublicAccessBlockConfiguration",
                   "The public access block configuration was not found", 404, {{"BucketName", bucket.name}});
  }
  return {{"PublicAccessBlockConfiguration", *std::move(config)}};
}

}  // namespace orrery::s3::operations
