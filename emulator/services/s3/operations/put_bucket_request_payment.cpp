#include "services/s3/configs.h"
#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object put_bucket_request_payment(S3& s3, Request& request) {
  return put_config(s3, request, "request-payment", "RequestPaymentConfiguration");
}

}  // namespace orrery::s3::operations
