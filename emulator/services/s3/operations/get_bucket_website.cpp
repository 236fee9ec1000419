#include "services/s3/configs.h"
#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object get_bucket_website(S3& s3, Request& request) {
  return get_config(s3, request, "website", "NoSuchWebsiteConfiguration",
                    "The specified bucket does not have a website configuration");
}

}  // namespace orrery::s3::operations
