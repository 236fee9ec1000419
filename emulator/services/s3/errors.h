#pragma once
// The refusals of S3 that more than one operation makes, in AWS's words.
#include <string>
#include <string_view>

#include "core/error.h"

namespace orrery::s3 {

inline AwsError no_such_bucket(std::string_view bucket) {
  return {"NoSuchBucket", "The specified bucket does not exist", 404, {{"BucketName", bucket}}};
}
inline AwsError no_such_key(std::string_view key) {
  return {"NoSuchKey", "The specified key does not exist.", 404, {{"Key", key}}};
}
inline AwsError no_such_version(std::string_view key, std::string_view version) {
  return {
      "NoSuchVersion", "The specified version does not exist.", 404, {{"Key", key}, {"VersionId", version}}};
}
inline AwsError no_such_upload(std::string_view id) {
  return {"NoSuchUpload",
          "The specified upload does not exist. The upload ID may be invalid, or the upload may have been "
          "aborted or completed.",
          404,
          {{"UploadId", id}}};
}
inline constexpr std::size_t longest_object_key = 1024;
inline AwsError key_too_long(std::size_t size) {
  return {"KeyTooLongError",
          "Your key is too long",
          400,
          {{"Size", size}, {"MaxSizeAllowed", longest_object_key}}};
}
inline AwsError invalid_argument(std::string_view message, std::string_view name, std::string_view value) {
  return {"InvalidArgument", std::string(message), 400, {{"ArgumentName", name}, {"ArgumentValue", value}}};
}
inline AwsError invalid_argument(std::string_view message, std::string_view name) {
  return {"InvalidArgument", std::string(message), 400, {{"ArgumentName", name}}};
}
inline AwsError invalid_request(std::string_view message) {
  return {"InvalidRequest", std::string(message), 400};
}
inline AwsError malformed_xml() {
  return {"MalformedXML",
          "The XML you provided was not well-formed or did not validate against our published schema", 400};
}
inline AwsError malformed_acl() {
  return {"MalformedACLError",
          "The XML you provided was not well-formed or did not validate against our published schema", 400};
}
inline AwsError access_denied(std::string_view message = "Access Denied") {
  return {"AccessDenied", std::string(message), 403};
}
inline AwsError method_not_allowed(std::string_view method, std::string_view resource_type) {
  return {"MethodNotAllowed",
          "The specified method is not allowed against this resource.",
          405,
          {{"Method", method}, {"ResourceType", resource_type}}};
}
inline AwsError precondition_failed(std::string_view condition) {
  return {"PreconditionFailed",
          "At least one of the pre-conditions you specified did not hold",
          412,
          {{"Condition", condition}}};
}

}  // namespace orrery::s3
