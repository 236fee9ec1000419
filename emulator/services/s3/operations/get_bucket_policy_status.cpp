#include "services/s3/operations/operations.h"

namespace orrery::s3::operations {

json::object get_bucket_policy_status(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  const auto text = s3.buckets.config(bucket, "policy");
  if (!text) {
    throw AwsError("NoSuchBucketPolicy", "The bucket policy does not exist", 404,
                   {{"BucketName", bucket.name}});
  }
  // Public is a policy that lets anybody in without a condition.
  const json::value policy = parse_json(view(text->as_string())).value_or(json::object());
  const json::value* statement = find(policy.as_object(), "Statement");
  const json::array one{statement ? *statement : json::value()};
  bool open = false;
  for (const json::value& item : statement && statement->is_array() ? statement->get_array() : one) {
    const json::object* fields = item.if_object();
    if (fields == nullptr || fields->contains("Condition") || find_text(*fields, "Effect") != "Allow")
      continue;
    const json::value* principal = find(*fields, "Principal");
    open = open || (principal != nullptr && to_text(*principal).find("\"*\"") != std::string::npos);
  }
  return {{"PolicyStatus", json::object{{"IsPublic", open}}}};
}

}  // namespace orrery::s3::operations
