#include "services/s3/configs.h"
#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object put_bucket_intelligent_tiering_configuration(S3& s3, Request& request) {
  return put_named_config(s3, request, "tiering", "IntelligentTieringConfiguration");
}

}  // namespace orrery::s3::operations
