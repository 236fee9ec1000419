#include "services/s3/writing.h"

#include "services/s3/events.h"
#include "services/s3/integrity.h"

namespace orrery::s3 {

Version write_object(S3& s3, const Bucket& bucket, const Request& request, std::string key, Traits traits,
                     Content content, std::string_view event) {
  Version version;
  static_cast<Traits&>(version) = std::move(traits);
  version.key = std::move(key);
  version.size = content.size;
  version.modified = s3.core.clock.now();
  version.etag = to_hex(content.md5);
  // An algorithm that is named beside a body, but by no checksum and by no SDK, is passed over.
  version.sum = named_sum(request, content.trailers).value_or(Sum::crc64nvme);
  if (!content.sums.contains(*version.sum)) version.sum = Sum::crc64nvme;
  const auto sum = content.sums.find(*version.sum);
  if (sum != content.sums.end()) {
    version.checksum = sum->second;
  } else {
    version.sum.reset();
  }
  version.pieces = s3.bodies.keep(std::move(content));
  version = s3.objects.put(bucket, std::move(version));
  announce(s3, bucket, request.context, event, version);
  return version;
}

}  // namespace orrery::s3
