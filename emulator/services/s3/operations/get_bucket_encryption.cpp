#include "services/s3/configs.h"
#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object get_bucket_encryption(S3& s3, Request& request) {
  // Every bucket enciphers with S3's own keys unless told otherwise.
  auto config = s3.buckets.config(s3.bucket(request), "encryption");
  if (!config) {
    const json::object by_default{
        {"ApplyServerSideEncryptionByDefault", json::object{{"SSEAlgorithm", "AES256"}}},
        {"BucketKeyEnabled", false}};
    config = json::object{{"Rules", json::array{by_default}}};
  }
  return {{"ServerSideEncryptionConfiguration", *std::move(config)}};
}

}  // namespace orrery::s3::operations
