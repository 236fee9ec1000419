#include "services/s3/locks.h"

namespace orrery::s3 {
namespace {

AwsError protected_by_lock() {
  return access_denied("Access Denied because object protected by object lock.");
}

json::object default_lock(S3& s3, const Bucket& bucket) {
  const auto config = s3.buckets.config(bucket, "object-lock");
  if (!config) return {};
  const json::object* rule = find_object(config->as_object(), "Rule");
  const json::object* retention = rule ? find_object(*rule, "DefaultRetention") : nullptr;
  if (retention == nullptr) return {};
  const auto days = find_number(*retention, "Days"), years = find_number(*retention, "Years");
  const std::int64_t kept = days ? *days : years.value_or(0) * 365;
  return {{"ObjectLockMode", find_text(*retention, "Mode").value_or("GOVERNANCE")},
          {"ObjectLockRetainUntilDate", iso_time(s3.core.clock.now() + std::chrono::hours(24 * kept))}};
}

}  // namespace

json::object lock_from(S3& s3, const Bucket& bucket, const Request& request) {
  const auto mode = request.maybe_text("ObjectLockMode"),
             until = request.maybe_text("ObjectLockRetainUntilDate"),
             hold = request.maybe_text("ObjectLockLegalHoldStatus");
  if (!bucket.object_lock) {
    if (mode || until || hold) throw invalid_request("Bucket is missing Object Lock Configuration");
    return {};
  }
  json::object lock = default_lock(s3, bucket);
  if (mode.has_value() != until.has_value()) {
    throw invalid_argument(
        "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied",
        mode ? "x-amz-object-lock-retain-until-date" : "x-amz-object-lock-mode", "");
  }
  if (mode) {
    if (*mode != "GOVERNANCE" && *mode != "COMPLIANCE") {
      throw invalid_argument("Unknown wormMode directive.", "x-amz-object-lock-mode", *mode);
    }
    auto when = parse_iso_time(*until);
    if (!when) when = parse_http_time(*until);
    if (!when) {
      throw invalid_argument("The retain until date must be provided in ISO 8601 format",
                             "x-amz-object-lock-retain-until-date", *until);
    }
    if (*when <= s3.core.clock.now()) {
      throw invalid_argument("The retain until date must be in the future!",
                             "x-amz-object-lock-retain-until-date", *until);
    }
    lock["ObjectLockMode"] = *mode;
    lock["ObjectLockRetainUntilDate"] = iso_time(*when);
  }
  if (hold) {
    if (*hold != "ON" && *hold != "OFF") {
      throw invalid_argument("Legal Hold must be either of 'ON' or 'OFF'", "x-amz-object-lock-legal-hold",
                             *hold);
    }
    lock["ObjectLockLegalHoldStatus"] = *hold;
  }
  return lock;
}

void check_deletable(const Version& version, Instant now, bool bypass_governance) {
  if (find_text(version.lock, "ObjectLockLegalHoldStatus") == "ON") throw protected_by_lock();
  const auto until = find_text(version.lock, "ObjectLockRetainUntilDate");
  if (!until) return;
  const auto when = parse_iso_time(*until);
  if (!when || *when <= now) return;
  if (find_text(version.lock, "ObjectLockMode") == "GOVERNANCE" && bypass_governance) return;
  throw protected_by_lock();
}

void check_bypass(const Bucket& bucket, const Request& request) {
  if (bucket.object_lock || !request.has("BypassGovernanceRetention")) return;
  throw invalid_argument(
      "x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets.",
      "x-amz-bypass-governance-retention");
}

void check_lock_enabled(const Bucket& bucket) {
  if (!bucket.object_lock) throw invalid_request("Bucket is missing Object Lock Configuration");
}

}  // namespace orrery::s3
