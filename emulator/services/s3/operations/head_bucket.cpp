#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object head_bucket(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  return {{"ContentType", "application/xml"},
          {"BucketRegion", bucket.region},
          {"BucketArn", bucket.arn()},
          {"AccessPointAlias", false}};
}

}  // namespace orrery::s3::operations
