#pragma once
// Making what came as a body the new version of a key.
#include "services/s3/request.h"
#include "services/s3/s3.h"

namespace orrery::s3 {

// `traits` and the content become the current version. Tells whoever wants to know of `event`.
Version write_object(S3& s3, const Bucket& bucket, const Request& request, std::string key, Traits traits,
                     Content content, std::string_view event);

}  // namespace orrery::s3
