#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object get_bucket_policy(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  auto policy = s3.buckets.config(bucket, "policy");
  if (!policy) {
    throw AwsError("NoSuchBucketPolicy", "The bucket policy does not exist", 404,
                   {{"BucketName", bucket.name}});
  }
  return {{"Policy", *std::move(policy)}};
}

}  // namespace orrery::s3::operations
