#include "services/s3/configs.h"
#include "services/s3/events.h"
#include "services/s3/operations/operations.h"
#include "services/s3/reading.h"
#include "services/s3/tags.h"

namespace orrery::s3::operations {

json::object put_object_tagging(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  Version version = readable(s3, bucket, request, Use::change);
  const json::array* tags = find_array(payload(request, "Tagging"), "TagSet");
  if (tags == nullptr) throw malformed_xml();
  version.tags = checked_tags(*tags, TagLimit::object);
  s3.objects.update(bucket, version);
  announce(s3, bucket, request.context, "ObjectTagging:Put", version);
  json::object out;
  add_version_id(bucket, version.id, out);
  return out;
}

}  // namespace orrery::s3::operations
