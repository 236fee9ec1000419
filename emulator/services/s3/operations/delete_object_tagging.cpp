#include "services/s3/events.h"
#include "services/s3/operations/operations.h"
#include "services/s3/reading.h"

namespace orrery::s3::operations {

json::object delete_object_tagging(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  Version version = readable(s3, bucket, request, Use::remove_tags);
  version.tags.clear();
  s3.objects.update(bucket, version);
  announce(s3, bucket, request.context, "ObjectTagging:Delete", version);
  json::object out;
  add_version_id(bucket, version.id, out);
  return out;
}

}  // namespace orrery::s3::operations
