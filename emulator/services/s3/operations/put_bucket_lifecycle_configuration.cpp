#include "services/s3/configs.h"
#include "services/s3/lifecycle.h"
#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object put_bucket_lifecycle_configuration(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  constexpr std::string_view least = "all_storage_classes_128K";
  if (request.maybe_text("TransitionDefaultMinimumObjectSize").value_or(least) != least) {
    throw not_supported("another x-amz-transition-default-minimum-object-size than all_storage_classes_128K");
  }
  s3.buckets.configure(bucket, "lifecycle",
                       checked_lifecycle(s3, payload(request, "LifecycleConfiguration")));
  s3.lifecycle.set_alarm();
  return {{"TransitionDefaultMinimumObjectSize", least}};
}

}  // namespace orrery::s3::operations
