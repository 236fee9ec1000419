#include "services/s3/configs.h"
#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object put_public_access_block(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  json::object config{{"BlockPublicAcls", false},
                      {"IgnorePublicAcls", false},
                      {"BlockPublicPolicy", false},
                      {"RestrictPublicBuckets", false}};
  for (const auto& [member, value] : payload(request, "PublicAccessBlockConfiguration"))
    config[member] = value;
  s3.buckets.configure(bucket, "public-access", config);
  return {};
}

}  // namespace orrery::s3::operations
