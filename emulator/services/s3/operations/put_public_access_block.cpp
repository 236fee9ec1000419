#include "services/s3/configs.h"
#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object put_public_access_block(S3& s3, Request& request) {
  return put_config(s3, request, "public-access", "PublicAccessBlockConfiguration");
}

}  // namespace orrery::s3::operations
