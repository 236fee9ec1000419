#include "services/s3/operations/operations.h"
#include "services/s3/policies.h"

namespace orrery::s3::operations {

json::object get_bucket_policy_status(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  const auto text = s3.buckets.config(bucket, "policy");
  if (!text) {
    throw AwsError("NoSuchBucketPolicy", "The bucket policy does not exist", 404,
                   {{"BucketName", bucket.name}});
  }
  const json::value policy = parse_json(view(text->as_string())).value_or(json::object());
  return {{"PolicyStatus", json::object{{"IsPublic", is_public(policy.as_object())}}}};
}

}  // namespace orrery::s3::operations
