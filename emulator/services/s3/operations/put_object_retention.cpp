#include "services/s3/configs.h"
#include "services/s3/locks.h"
#include "services/s3/operations/operations.h"
#include "services/s3/reading.h"
#include "services/s3/replication.h"

namespace orrery::s3::operations {

namespace {

// A retention may be made longer. Shortening or removing it takes the bypass, and only in governance mode.
void check_change(const Version& version, std::string_view mode, std::optional<Instant> until, Instant now,
                  bool bypass) {
  const auto old_mode = find_text(version.lock, "ObjectLockMode");
  const auto old_text = find_text(version.lock, "ObjectLockRetainUntilDate");
  const Instant old_until = old_text ? parse_iso_time(*old_text).value_or(now) : now;
  if (!old_mode || old_until <= now) return;
  const bool weaker = !until || *until < old_until || (*old_mode == "COMPLIANCE" && mode != "COMPLIANCE") ||
                      (*old_mode == "GOVERNANCE" && mode != "GOVERNANCE" && !bypass);
  if (!weaker || (*old_mode == "GOVERNANCE" && bypass)) return;
  throw access_denied("Access Denied because object protected by object lock.");
}

}  // namespace

json::object put_object_retention(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  check_lock_enabled(bucket);
  const json::object& retention = payload(request, "Retention");
  const std::string_view mode = find_text(retention, "Mode").value_or("");
  const auto text = find_text(retention, "RetainUntilDate");
  std::optional<Instant> until = text ? parse_iso_time(*text) : std::nullopt;
  const Instant now = s3.core.clock.now();
  if (mode.empty() != !until.has_value()) throw malformed_xml();
  if (!mode.empty() && mode != "GOVERNANCE" && mode != "COMPLIANCE") throw malformed_xml();
  if (until && *until <= now) {
    throw invalid_argument("The retain until date must be in the future!", "RetainUntilDate", *text);
  }
  Version version = readable(s3, bucket, request, Use::change);
  check_change(version, mode, until, now, request.flag("BypassGovernanceRetention"));
  version.lock.erase("ObjectLockMode");
  version.lock.erase("ObjectLockRetainUntilDate");
  if (until) {
    version.lock["ObjectLockMode"] = mode;
    version.lock["ObjectLockRetainUntilDate"] = iso_time(*until);
  }
  s3.objects.update(bucket, version);
  replicate(s3, bucket, request.context, version);
  return {};
}

}  // namespace orrery::s3::operations
