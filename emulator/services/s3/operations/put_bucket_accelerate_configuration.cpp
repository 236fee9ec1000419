#include "services/s3/configs.h"
#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object put_bucket_accelerate_configuration(S3& s3, Request& request) {
  if (request.bucket().find('.') != std::string_view::npos) {
    throw invalid_request(
        "S3 Transfer Acceleration is not supported for buckets with periods (.) in their names");
  }
  return put_config(s3, request, "accelerate", "AccelerateConfiguration");
}

}  // namespace orrery::s3::operations
