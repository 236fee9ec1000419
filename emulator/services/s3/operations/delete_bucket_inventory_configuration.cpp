#include "services/s3/configs.h"
#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object delete_bucket_inventory_configuration(S3& s3, Request& request) {
  return delete_named_config(s3, request, "inventory");
}

}  // namespace orrery::s3::operations
