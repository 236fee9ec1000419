#include "services/s3/configs.h"
#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object list_bucket_inventory_configurations(S3& s3, Request& request) {
  return list_named_configs(s3, request, "inventory", "InventoryConfigurationList");
}

}  // namespace orrery::s3::operations
