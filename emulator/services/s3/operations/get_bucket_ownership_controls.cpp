#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object get_bucket_ownership_controls(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  auto config = s3.buckets.config(bucket, "ownership");
  // A new bucket has it; one from which it was deleted has null in its place.
  if (!config)
    config = json::object{{"Rules", json::array{json::object{{"ObjectOwnership", "BucketOwnerEnforced"}}}}};
  if (!config->is_object()) {
    throw AwsError("OwnershipControlsNotFoundError", "The bucket ownership controls were not found", 404,
                   {{"BucketName", bucket.name}});
  }
  return {{"OwnershipControls", *std::move(config)}};
}

}  // namespace orrery::s3::operations
