#include "services/s3/configs.h"
#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object put_bucket_versioning(S3& s3, Request& request) {
  Bucket bucket = s3.bucket(request);
  const json::object& config = payload(request, "VersioningConfiguration");
  const auto status = find_text(config, "Status");
  if (find_text(config, "MFADelete") == "Enabled") throw not_supported("MFA delete");
  if (!status || (*status != "Enabled" && *status != "Suspended")) {
    throw AwsError("IllegalVersioningConfigurationException", "The Versioning element must be specified",
                   400);
  }
  if (*status == "Suspended" && bucket.object_lock) {
    throw AwsError(
        "InvalidBucketState",
        "An Object Lock configuration is present on this bucket, so the versioning state cannot be "
        "changed.",
        409);
  }
  bucket.versioning = *status == "Enabled" ? Versioning::enabled : Versioning::suspended;
  s3.buckets.put(bucket);
  return {};
}

}  // namespace orrery::s3::operations
