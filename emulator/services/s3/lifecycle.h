#pragma once
// Lifecycle rules: what they mean for a version, and their acting on the clock.
#include <optional>
#include <string>

#include "services/s3/s3.h"

namespace orrery::s3 {

// expiry-date="...", rule-id="...": when a current version will expire, where a rule says so.
std::optional<std::string> expiration_header(S3& s3, const Bucket& bucket, const Version& version);

}  // namespace orrery::s3
