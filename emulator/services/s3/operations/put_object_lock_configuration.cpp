#include "services/s3/configs.h"
#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

namespace {

void check_retention(const json::object& retention) {
  const auto days = find_number(retention, "Days"), years = find_number(retention, "Years");
  if (!find_text(retention, "Mode") || days.has_value() == years.has_value()) throw malformed_xml();
  const std::int64_t period = days ? *days : *years;
  if (period <= 0) {
    throw invalid_argument("Default retention period must be a positive integer value.", "Days",
                           std::to_string(period));
  }
  if (days ? *days > 36'500 : *years > 100) {
    throw invalid_argument("Default retention period too large.", "Days", std::to_string(period));
  }
}

}  // namespace

json::object put_object_lock_configuration(S3& s3, Request& request) {
  Bucket bucket = s3.bucket(request);
  const json::object& config = payload(request, "ObjectLockConfiguration");
  if (bucket.versioning != Versioning::enabled) {
    throw AwsError("InvalidBucketState",
                   "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration", 409);
  }
  if (find_text(config, "ObjectLockEnabled") != "Enabled") throw malformed_xml();
  if (const json::object* rule = find_object(config, "Rule")) {
    const json::object* retention = find_object(*rule, "DefaultRetention");
    if (retention == nullptr) throw malformed_xml();
    check_retention(*retention);
  }
  bucket.object_lock = true;
  s3.buckets.put(bucket);
  return put_config(s3, request, "object-lock", "ObjectLockConfiguration");
}

}  // namespace orrery::s3::operations
