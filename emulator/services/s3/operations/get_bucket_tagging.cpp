#include "services/s3/configs.h"
#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object get_bucket_tagging(S3& s3, Request& request) {
  return get_config(s3, request, "tagging", "NoSuchTagSet", "The TagSet does not exist");
}

}  // namespace orrery::s3::operations
