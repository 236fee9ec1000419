#include "services/s3/public_access.h"

namespace orrery::s3 {

bool is_blocked(const S3& s3, const Bucket& bucket, std::string_view setting) {
  const auto block = s3.buckets.config(bucket, "public-access");
  const json::value* value = block && block->is_object() ? find(block->get_object(), setting) : nullptr;
  return value != nullptr && *value == json::value(true);
}

}  // namespace orrery::s3
