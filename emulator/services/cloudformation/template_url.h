#pragma once
// Where a TemplateURL points to.
#include <string_view>

#include "core/json.h"

namespace orrery::cloudformation {

// {Bucket, Key, VersionId} of S3's addresses in both styles, of this emulator's and of s3:// ones. Throws
// ValidationError.
json::object object_of_url(std::string_view url);

}  // namespace orrery::cloudformation
