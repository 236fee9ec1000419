#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object delete_public_access_block(S3& s3, Request& request) {
  s3.buckets.configure(s3.bucket(request), "public-access", nullptr);
  return {};
}

}  // namespace orrery::s3::operations
