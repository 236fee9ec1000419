#include "services/s3/conditions.h"
#include "services/s3/integrity.h"
#include "services/s3/lifecycle.h"
#include "services/s3/operations/operations.h"
#include "services/s3/reading.h"
#include "services/s3/traits.h"
#include "services/s3/writing.h"

namespace orrery::s3::operations {

namespace {

constexpr std::uint64_t largest = 5ull << 30;

}  // namespace

json::object put_object(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  const std::string key(request.key());
  if (request.has("WriteOffsetBytes")) throw not_supported("x-amz-write-offset-bytes");
  if (request.content.size > largest) {
    throw AwsError("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", 400,
                   {{"ProposedSize", request.content.size}, {"MaxSizeAllowed", largest}});
  }
  check_write_conditions(request, s3.objects.current(bucket, key));
  Traits traits = traits_from(s3, bucket, request);
  if (!traits.lock.empty() && !is_sealed(request)) {
    throw invalid_request(
        "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock "
        "parameters");
  }
  const std::uint64_t size = request.content.size;
  const Version version = write_object(s3, bucket, request, key, std::move(traits),
                                       std::move(request.content), "ObjectCreated:Put");
  json::object out = written(bucket, version);
  out["Size"] = size;
  if (const auto expiration = expiration_header(s3, bucket, version)) out["Expiration"] = *expiration;
  return out;
}

}  // namespace orrery::s3::operations
