#include "services/s3/configs.h"
#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

// Kept for those who look at it. Nothing is replicated.
json::object put_bucket_replication(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  if (bucket.versioning != Versioning::enabled) {
    throw invalid_request("Versioning must be 'Enabled' on the bucket to apply a replication configuration");
  }
  const json::array* rules = find_array(payload(request, "ReplicationConfiguration"), "Rules");
  for (const json::value& rule : rules ? *rules : json::array{}) {
    const json::object* destination = find_object(rule.as_object(), "Destination");
    const std::string_view arn =
        destination ? find_text(*destination, "Bucket").value_or("") : std::string_view{};
    const auto target = s3.buckets.find(bucket.account, arn.substr(arn.rfind(':') + 1));
    if (!target || target->versioning != Versioning::enabled) {
      throw invalid_request(target ? "Destination bucket must have versioning enabled."
                                   : "Destination bucket must exist.");
    }
  }
  return put_config(s3, request, "replication", "ReplicationConfiguration");
}

}  // namespace orrery::s3::operations
