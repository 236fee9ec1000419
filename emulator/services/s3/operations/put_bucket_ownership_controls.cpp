#include "services/s3/acl.h"
#include "services/s3/configs.h"
#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object put_bucket_ownership_controls(S3& s3, Request& request) {
  const json::array* rules = find_array(payload(request, "OwnershipControls"), "Rules");
  if (rules == nullptr || rules->size() != 1) throw malformed_xml();
  const Bucket bucket = s3.bucket(request);
  const auto ownership = find_text(rules->front().as_object(), "ObjectOwnership");
  const auto acl = s3.buckets.config(bucket, "acl");
  if (ownership == "BucketOwnerEnforced" && acl && grants_to_others(acl->as_object(), bucket.account)) {
    throw lists_without_effect();
  }
  return put_config(s3, request, "ownership", "OwnershipControls");
}

}  // namespace orrery::s3::operations
