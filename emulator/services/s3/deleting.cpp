#include "services/s3/deleting.h"

#include "services/s3/conditions.h"
#include "services/s3/events.h"
#include "services/s3/locks.h"
#include "services/s3/reading.h"

namespace orrery::s3 {
Removal delete_version(S3& s3, const Bucket& bucket, const Context& context, const Deletion& deletion) {
  s3.uploads.disturb(bucket, deletion.key);
  if (!deletion.version_id) {
    const Removal removal = s3.objects.remove(bucket, deletion.key);
    if (removal.delete_marker) {
      announce(s3, bucket, context, "ObjectRemoved:DeleteMarkerCreated",
               *s3.objects.current(bucket, deletion.key));
    } else if (removal.removed) {
      announce(s3, bucket, context, "ObjectRemoved:Delete", *removal.removed);
    }
    return removal;
  }
  check_version_id(*deletion.version_id);
  if (const auto version = s3.objects.find(bucket, deletion.key, *deletion.version_id)) {
    check_deletable(*version, s3.core.clock.now(), deletion.bypass_governance);
  }
  Removal removal = s3.objects.remove_version(bucket, deletion.key, *deletion.version_id);
  if (removal.removed) announce(s3, bucket, context, "ObjectRemoved:Delete", *removal.removed);
  if (bucket.versioning == Versioning::off) removal.version_id.reset();
  return removal;
}

void check_expected(S3& s3, const Bucket& bucket, std::string_view key, const Expectation& expected) {
  if (!expected.etag && !expected.modified && !expected.size) return;
  const auto current = s3.objects.current(bucket, key);
  if (!current || current->delete_marker) throw no_such_key(key);
  if (expected.etag && !etag_matches(*expected.etag, current->etag)) throw precondition_failed("If-Match");
  if (expected.modified &&
      second_of(*expected.modified) != std::chrono::floor<std::chrono::seconds>(current->modified)) {
    throw precondition_failed("x-amz-if-match-last-modified-time");
  }
  if (expected.size && *expected.size != static_cast<std::int64_t>(current->size)) {
    throw precondition_failed("x-amz-if-match-size");
  }
}

}  // namespace orrery::s3
