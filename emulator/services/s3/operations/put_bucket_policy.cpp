#include "services/s3/operations/operations.h"
#include "services/s3/policies.h"
#include "services/s3/public_access.h"

namespace orrery::s3::operations {

json::object put_bucket_policy(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  const std::string_view text = request.maybe_text("Policy").value_or("");
  check_bucket_policy(bucket, text);
  if (is_blocked(s3, bucket, "BlockPublicPolicy") && is_public(parse_json(text)->as_object())) {
    throw access_denied();
  }
  s3.buckets.configure(bucket, "policy", json::string(text));
  return {};
}

}  // namespace orrery::s3::operations
