#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object delete_bucket(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  if (!s3.objects.is_empty(bucket)) {
    const bool versioned = bucket.versioning != Versioning::off;
    throw AwsError(
        "BucketNotEmpty",
        versioned ? "The bucket you tried to delete is not empty. You must delete all versions in the bucket."
                  : "The bucket you tried to delete is not empty",
        409, {{"BucketName", bucket.name}});
  }
  constexpr std::size_t at_once = 1000;
  for (auto open = s3.uploads.list(bucket, "", "", "", at_once); !open.empty();
       open = s3.uploads.list(bucket, "", "", "", at_once)) {
    for (const Upload& upload : open) s3.uploads.end(bucket, upload, {});
  }
  s3.buckets.erase(bucket);
  return {};
}

}  // namespace orrery::s3::operations
