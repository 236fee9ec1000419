#include "services/s3/list_answer.h"
#include "services/s3/operations/operations.h"
#include "services/s3/owner.h"
#include "services/s3/regions.h"

namespace orrery::s3::operations {

json::object list_buckets(S3& s3, Request& request) {
  constexpr std::int64_t most = 10'000;
  const PageLimit asked(request, "MaxBuckets", "max-buckets");
  const std::int64_t limit = request.has("MaxBuckets") ? asked.asked() : most;
  if (limit < 1 || limit > most) {
    throw invalid_argument("Argument max-buckets must be an integer between 1 and 10000", "max-buckets",
                           std::to_string(limit));
  }
  const std::string_view prefix = request.maybe_text("Prefix").value_or("");
  const auto region = request.maybe_text("BucketRegion");
  if (region && !is_region(*region)) {
    throw invalid_argument("Argument value " + std::string(*region) + " is not a valid AWS Region",
                           "bucket-region");
  }
  const bool paged =
      request.has("MaxBuckets") || region || request.has("Prefix") || request.has("ContinuationToken");
  std::string from;
  if (const auto token = request.maybe_text("ContinuationToken")) {
    const auto name = from_base64(*token);
    if (!name) {
      throw invalid_argument("The continuation token provided is incorrect", "continuation-token");
    }
    from = *name;
  }
  json::array buckets;
  json::object out;
  for (const Bucket& bucket : s3.buckets.list(request.context.account, prefix, from, SIZE_MAX)) {
    if (region && bucket.region != *region) continue;
    if (buckets.size() == static_cast<std::size_t>(limit)) {
      out["ContinuationToken"] = json::string(to_base64(bucket.name));
      break;
    }
    json::object one{{"Name", bucket.name}, {"CreationDate", list_time(bucket.created)}};
    if (paged) one["BucketRegion"] = bucket.region;
    buckets.push_back(std::move(one));
  }
  out["Buckets"] = std::move(buckets);
  out["Owner"] = owner_of(request.context.account);
  if (!prefix.empty()) out["Prefix"] = prefix;
  return out;
}

}  // namespace orrery::s3::operations
