#pragma once
// What a bucket's public access block forbids. Only a block that was put counts: the one a new bucket shows
// forbids nothing here, so that a policy or a list for everybody needs no second request.
#include <string_view>

#include "services/s3/s3.h"

namespace orrery::s3 {

// The setting by its name: "BlockPublicAcls".
bool is_blocked(const S3& s3, const Bucket& bucket, std::string_view setting);

}  // namespace orrery::s3
