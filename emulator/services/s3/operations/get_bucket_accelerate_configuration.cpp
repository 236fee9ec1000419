#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object get_bucket_accelerate_configuration(S3& s3, Request& request) {
  return s3.buckets.config(s3.bucket(request), "accelerate").value_or(json::object()).as_object();
}

}  // namespace orrery::s3::operations
