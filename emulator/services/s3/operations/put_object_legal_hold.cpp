#include "services/s3/configs.h"
#include "services/s3/locks.h"
#include "services/s3/operations/operations.h"
#include "services/s3/reading.h"
#include "services/s3/replication.h"

namespace orrery::s3::operations {

json::object put_object_legal_hold(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  check_lock_enabled(bucket);
  Version version = readable(s3, bucket, request, Use::change);
  const auto status = find_text(payload(request, "LegalHold"), "Status");
  if (!status || (*status != "ON" && *status != "OFF")) throw malformed_xml();
  version.lock["ObjectLockLegalHoldStatus"] = *status;
  s3.objects.update(bucket, version);
  replicate(s3, bucket, request.context, version);
  return {};
}

}  // namespace orrery::s3::operations
