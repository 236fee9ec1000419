#include "services/s3/configs.h"
#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object list_bucket_intelligent_tiering_configurations(S3& s3, Request& request) {
  return list_named_configs(s3, request, "tiering", "IntelligentTieringConfigurationList");
}

}  // namespace orrery::s3::operations
