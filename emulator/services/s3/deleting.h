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
// If-Match of a deletion. Refuses with NoSuchKey or PreconditionFailed.
void check_deleted_etag(S3& s3, const Bucket& bucket, std::string_view key, std::string_view wanted);

}  // namespace orrery::s3
