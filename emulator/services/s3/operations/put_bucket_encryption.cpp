#include "services/s3/configs.h"
#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object put_bucket_encryption(S3& s3, Request& request) {
  const json::object& config = payload(request, "ServerSideEncryptionConfiguration");
  const json::array* rules = find_array(config, "Rules");
  if (rules == nullptr || rules->size() != 1) throw malformed_xml();
  const json::object* chosen = find_object(rules->front().as_object(), "ApplyServerSideEncryptionByDefault");
  if (chosen != nullptr && chosen->contains("KMSMasterKeyID") &&
      find_text(*chosen, "SSEAlgorithm") == "AES256") {
    throw invalid_argument(
        "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or "
        "aws:kms:dsse",
        "ApplyServerSideEncryptionByDefault");
  }
  return put_config(s3, request, "encryption", "ServerSideEncryptionConfiguration");
}

}  // namespace orrery::s3::operations
