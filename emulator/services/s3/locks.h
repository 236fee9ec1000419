#pragma once
// Object lock: until when, and on whose word, a version may not be deleted.
#include "services/s3/request.h"
#include "services/s3/s3.h"

namespace orrery::s3 {

// The lock a new version gets: from the request, else from the bucket's default retention.
json::object lock_from(S3& s3, const Bucket& bucket, const Request& request);
// Refuses with AccessDenied while a retention or a legal hold protects the version.
void check_deletable(const Version& version, Instant now, bool bypass_governance);
// A request may state the bypass, even a denial of it, only where there are locks.
void check_bypass(const Bucket& bucket, const Request& request);
// Refuses where the bucket has no object lock.
void check_lock_enabled(const Bucket& bucket);

}  // namespace orrery::s3
