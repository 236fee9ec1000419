#include "services/s3/configs.h"

namespace orrery::s3 {
namespace {

AwsError no_such_configuration() {
  return {"NoSuchConfiguration", "The specified configuration does not exist.", 404};
}

}  // namespace

const json::object& payload(const Request& request, std::string_view member) {
  const json::object* found = request.maybe_object(member);
  if (found == nullptr) throw AwsError("MissingRequestBodyError", "Request Body is empty", 400);
  return *found;
}

json::object put_config(S3& s3, const Request& request, std::string_view kind, std::string_view member) {
  const Bucket bucket = s3.bucket(request);
  s3.buckets.configure(bucket, kind, payload(request, member));
  return {};
}

json::object delete_config(S3& s3, const Request& request, std::string_view kind) {
  s3.buckets.unconfigure(s3.bucket(request), kind);
  return {};
}

json::object get_config(S3& s3, const Request& request, std::string_view kind, const char* code,
                        const char* message) {
  const Bucket bucket = s3.bucket(request);
  auto config = s3.buckets.config(bucket, kind);
  if (!config) throw AwsError(code, message, 404, {{"BucketName", bucket.name}});
  return std::move(config->as_object());
}

json::object put_named_config(S3& s3, const Request& request, std::string_view kind,
                              std::string_view member) {
  const Bucket bucket = s3.bucket(request);
  const json::object& config = payload(request, member);
  const std::string_view id = request.text("Id");
  if (find_text(config, "Id") != id) throw malformed_xml();
  s3.buckets.configure(bucket, kind, config, id);
  return {};
}

json::object get_named_config(S3& s3, const Request& request, std::string_view kind,
                              std::string_view member) {
  auto config = s3.buckets.config(s3.bucket(request), kind, request.text("Id"));
  if (!config) throw no_such_configuration();
  return {{member, *std::move(config)}};
}

json::object delete_named_config(S3& s3, const Request& request, std::string_view kind) {
  const Bucket bucket = s3.bucket(request);
  const std::string_view id = request.text("Id");
  if (!s3.buckets.config(bucket, kind, id)) throw no_such_configuration();
  s3.buckets.unconfigure(bucket, kind, id);
  return {};
}

json::object list_named_configs(S3& s3, const Request& request, std::string_view kind,
                                std::string_view list) {
  constexpr std::size_t page = 100;
  const auto token = request.maybe_text("ContinuationToken");
  const auto after = token ? from_base64(*token) : std::string();
  if (!after) {
    throw invalid_argument("The continuation token provided is incorrect", "continuation-token");
  }
  json::array configs = s3.buckets.configs(s3.bucket(request), kind, *after, page + 1);
  const bool truncated = configs.size() > page;
  if (truncated) configs.pop_back();
  json::object out{{"IsTruncated", truncated}};
  if (token) out["ContinuationToken"] = *token;
  if (truncated) {
    const auto last = find_text(configs.back().as_object(), "Id").value_or("");
    out["NextContinuationToken"] = json::string(to_base64(last));
  }
  out[list] = std::move(configs);
  return out;
}

}  // namespace orrery::s3
