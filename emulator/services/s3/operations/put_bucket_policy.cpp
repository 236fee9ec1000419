#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object put_bucket_policy(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  const std::string_view text = request.maybe_text("Policy").value_or("");
  const auto malformed = [](const char* message) { return AwsError("MalformedPolicy", message, 400); };
  const auto policy = parse_json(text);
  if (!policy || !policy->is_object()) {
    throw malformed("Policies must be valid JSON and the first byte must be '{'");
  }
  const json::value* statement = find(policy->get_object(), "Statement");
  if (statement == nullptr) throw malformed("Missing required field Statement");
  const json::array one{*statement};
  for (const json::value& item : statement->is_array() ? statement->get_array() : one) {
    if (!item.is_object()) throw malformed("Invalid policy syntax.");
    for (const char* field : {"Effect", "Principal", "Action", "Resource"}) {
      const std::string other = std::string("Not") + field;
      if (!item.get_object().contains(field) && !item.get_object().contains(other)) {
        throw malformed(("Missing required field " + std::string(field)).c_str());
      }
    }
  }
  s3.buckets.configure(bucket, "policy", json::string(text));
  return {};
}

}  // namespace orrery::s3::operations
