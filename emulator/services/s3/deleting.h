#pragma once
// Deleting one object or version, for all operations that do.
#include "services/s3/s3.h"

namespace orrery::s3 {

struct Deletion {
  std::string_view key;
  std::optional<std::string_view> version_id;
  bool bypass_governance = false;
};

// Refuses what a lock protects. Tells whoever wants to know.
Removal delete_version(S3& s3, const Bucket& bucket, const Context& context, const Deletion& deletion);
// What the current object must be; absent is anything.
struct Expectation {
  std::optional<std::string_view> etag, modified;
  std::optional<std::int64_t> size;
};
// Refuses with PreconditionFailed, and with NoSuchKey where there is none.
void check_expected(S3& s3, const Bucket& bucket, std::string_view key, const Expectation& expected);

}  // namespace orrery::s3
