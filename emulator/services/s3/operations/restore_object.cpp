#include "services/s3/configs.h"
#include "services/s3/events.h"
#include "services/s3/lifecycle_rules.h"
#include "services/s3/operations/operations.h"
#include "services/s3/reading.h"

namespace orrery::s3::operations {

json::object restore_object(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  Version version = readable(s3, bucket, request);
  const std::string_view storage_class = version.storage_class();
  if (storage_class != "GLACIER" && storage_class != "DEEP_ARCHIVE") {
    throw AwsError("InvalidObjectState", "Restore is not allowed for the object's current storage class", 403,
                   {{"StorageClass", storage_class}});
  }
  const json::object& order = payload(request, "RestoreRequest");
  if (find_text(order, "Type") == "SELECT") throw not_supported("a select restore");
  const bool again = version.attributes.contains("Restore");
  const std::int64_t days = find_number(order, "Days").value_or(1);
  if (days < 1) throw malformed_xml();
  // There is no archive to wait for: the copy is there at once.
  version.attributes["Restore"] = "ongoing-request=\"false\", expiry-date=\"" +
                                  http_time(midnight_after(s3.core.clock.now(), days)) + "\"";
  s3.objects.update(bucket, version);
  announce(s3, bucket, request.context, "ObjectRestore:Post", version);
  announce(s3, bucket, request.context, "ObjectRestore:Completed", version);
  // A copy that is there already is only kept longer.
  return again ? json::object{{"StatusCode", 200}} : json::object{};
}

}  // namespace orrery::s3::operations
