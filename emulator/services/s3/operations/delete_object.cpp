#include "services/s3/deleting.h"
#include "services/s3/locks.h"
#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object delete_object(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  check_bypass(bucket, request);
  const std::string_view key = request.key();
  check_expected(s3, bucket, key,
                 {.etag = request.maybe_text("IfMatch"),
                  .modified = request.maybe_text("IfMatchLastModifiedTime"),
                  .size = request.maybe_number("IfMatchSize")});
  const Removal removal = delete_version(s3, bucket, request.context,
                                         {.key = key,
                                          .version_id = request.maybe_text("VersionId"),
                                          .bypass_governance = request.flag("BypassGovernanceRetention")});
  json::object out;
  if (removal.version_id) out["VersionId"] = *removal.version_id;
  if (removal.delete_marker) out["DeleteMarker"] = true;
  return out;
}

}  // namespace orrery::s3::operations
