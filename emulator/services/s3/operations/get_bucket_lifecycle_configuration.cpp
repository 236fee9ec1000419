#include "services/s3/configs.h"
#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object get_bucket_lifecycle_configuration(S3& s3, Request& request) {
  json::object config = get_config(s3, request, "lifecycle", "NoSuchLifecycleConfiguration",
                                   "The lifecycle configuration does not exist");
  config["TransitionDefaultMinimumObjectSize"] = "all_storage_classes_128K";
  return config;
}

}  // namespace orrery::s3::operations
