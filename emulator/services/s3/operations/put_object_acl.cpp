#include "services/s3/acl.h"
#include "services/s3/events.h"
#include "services/s3/operations/operations.h"
#include "services/s3/reading.h"

namespace orrery::s3::operations {

json::object put_object_acl(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  Version version = readable(s3, bucket, request, Use::change);
  version.acl = wanted_acl(request, bucket.account);
  check_acl_allowed(s3, bucket, request, version.acl);
  s3.objects.update(bucket, version);
  announce(s3, bucket, request.context, "ObjectAcl:Put", version);
  return {};
}

}  // namespace orrery::s3::operations
