#include "services/s3/configs.h"
#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object put_bucket_inventory_configuration(S3& s3, Request& request) {
  const json::object& config = payload(request, "InventoryConfiguration");
  if (find_text(config, "Id") != request.maybe_text("Id")) {
    throw AwsError("IdMismatch", "Document ID does not match the specified configuration ID.", 400);
  }
  const json::object* destination = find_object(config, "Destination");
  const json::object* bucket = destination ? find_object(*destination, "S3BucketDestination") : nullptr;
  if (bucket == nullptr) throw malformed_xml();
  if (!find_text(*bucket, "Bucket").value_or("").starts_with("arn:")) {
    throw AwsError("InvalidS3DestinationBucket", "Invalid bucket ARN.", 400);
  }
  return put_named_config(s3, request, "inventory", "InventoryConfiguration");
}

}  // namespace orrery::s3::operations
