#pragma once
// Tags of objects and buckets: [{"Key": "a", "Value": "1"}].
#include <string_view>

#include "core/json.h"

namespace orrery::s3 {

enum class TagLimit : std::size_t { object = 10, bucket = 50 };

// Refuses with InvalidTag or BadRequest; answers the tags in the order of their keys.
json::array checked_tags(const json::array& tags, TagLimit limit);
// "a=1&b=2", percent-encoded, as x-amz-tagging carries it.
json::array tags_from_header(std::string_view text);

}  // namespace orrery::s3
