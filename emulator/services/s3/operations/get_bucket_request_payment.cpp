#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object get_bucket_request_payment(S3& s3, Request& request) {
  return s3.buckets.config(s3.bucket(request), "request-payment")
      .value_or(json::object{{"Payer", "BucketOwner"}})
      .as_object();
}

}  // namespace orrery::s3::operations
