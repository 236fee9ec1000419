#include "services/s3/configs.h"
#include "services/s3/operations/operations.h"
#include "services/s3/tags.h"

namespace orrery::s3::operations {

json::object put_bucket_tagging(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  const json::array* tags = find_array(payload(request, "Tagging"), "TagSet");
  if (tags == nullptr) throw malformed_xml();
  if (tags->empty()) {
    s3.buckets.unconfigure(bucket, "tagging");
    return {};
  }
  s3.buckets.configure(bucket, "tagging", json::object{{"TagSet", checked_tags(*tags, TagLimit::bucket)}});
  return {};
}

}  // namespace orrery::s3::operations
