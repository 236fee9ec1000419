#include "services/s3/anonymous.h"

#include "services/s3/acl.h"
#include "services/s3/errors.h"
#include "services/s3/policies.h"
#include "services/s3/public_access.h"

namespace orrery::s3 {
namespace {

enum class Where { bucket, object };

// The action a policy calls an operation by, and the permission a list grants it with; where it has one.
struct Permit {
  std::string_view operation, action, permission;
  Where where;
};

constexpr Permit permits[] = {
    {"GetObject", "s3:GetObject", "READ", Where::object},
    {"HeadObject", "s3:GetObject", "READ", Where::object},
    {"GetObjectAttributes", "s3:GetObjectAttributes", "READ", Where::object},
    {"GetObjectAcl", "s3:GetObjectAcl", "READ_ACP", Where::object},
    {"PutObjectAcl", "s3:PutObjectAcl", "WRITE_ACP", Where::object},
    {"GetBucketAcl", "s3:GetBucketAcl", "READ_ACP", Where::bucket},
    {"PutBucketAcl", "s3:PutBucketAcl", "WRITE_ACP", Where::bucket},
    {"HeadBucket", "s3:ListBucket", "READ", Where::bucket},
    {"ListObjects", "s3:ListBucket", "READ", Where::bucket},
    {"ListObjectsV2", "s3:ListBucket", "READ", Where::bucket},
    {"ListObjectVersions", "s3:ListBucketVersions", "READ", Where::bucket},
    {"ListMultipartUploads", "s3:ListBucketMultipartUploads", "READ", Where::bucket},
    {"PutObject", "s3:PutObject", "WRITE", Where::bucket},
    {"PostObject", "s3:PutObject", "WRITE", Where::bucket},
    {"CopyObject", "s3:PutObject", "WRITE", Where::bucket},
    {"CreateMultipartUpload", "s3:PutObject", "WRITE", Where::bucket},
    {"UploadPart", "s3:PutObject", "WRITE", Where::bucket},
    {"UploadPartCopy", "s3:PutObject", "WRITE", Where::bucket},
    {"CompleteMultipartUpload", "s3:PutObject", "WRITE", Where::bucket},
    {"AbortMultipartUpload", "s3:AbortMultipartUpload", "WRITE", Where::bucket},
    {"ListParts", "s3:ListMultipartUploadParts", "READ", Where::bucket},
    {"DeleteObject", "s3:DeleteObject", "WRITE", Where::bucket},
    {"DeleteObjects", "s3:DeleteObject", "WRITE", Where::bucket},
};

json::object bucket_acl(const S3& s3, const Bucket& bucket) {
  const auto acl = s3.buckets.config(bucket, "acl");
  return acl && acl->is_object() ? acl->get_object() : json::object{};
}

bool lists_let_in(const S3& s3, const Bucket& bucket, const Permit& permit, std::string_view key) {
  if (permit.where == Where::bucket) return is_public(bucket_acl(s3, bucket), permit.permission);
  const auto version = s3.objects.current(bucket, key);
  // Who may list may also learn that there is no such key.
  if (!version) return is_public(bucket_acl(s3, bucket), "READ");
  return is_public(version->acl, permit.permission);
}

bool ignores_lists(const S3& s3, const Bucket& bucket) {
  return lists_are_off(s3, bucket) || is_blocked(s3, bucket, "IgnorePublicAcls");
}

}  // namespace

bool is_anonymous(const HttpRequest& request, const Query& query) {
  if (request.headers.find("Authorization")) return false;
  return std::none_of(query.begin(), query.end(), [](const auto& parameter) {
    return parameter.first == "X-Amz-Algorithm" || parameter.first == "X-Amz-Signature" ||
           parameter.first == "X-Amz-Credential" || parameter.first == "Signature" ||
           parameter.first == "AWSAccessKeyId";
  });
}

void check_no_overrides(const Query& query) {
  if (std::none_of(query.begin(), query.end(),
                   [](const auto& parameter) { return parameter.first.starts_with("response-"); })) {
    return;
  }
  throw invalid_request("Request specific response headers cannot be used for anonymous GET requests.");
}

void check_anonymous(S3& s3, const Context& context, std::string_view operation, std::string_view bucket_name,
                     std::string_view key) {
  if (bucket_name.empty()) throw access_denied();
  const Bucket bucket = s3.buckets.get(context, bucket_name);
  const Permit* permit = nullptr;
  for (const Permit& one : permits) {
    if (one.operation == operation) permit = &one;
  }
  const std::string action = permit ? std::string(permit->action) : "s3:" + std::string(operation);
  Verdict verdict = Verdict::silent;
  if (const auto text = s3.buckets.config(bucket, "policy")) {
    const auto policy = parse_json(view(text->as_string()));
    const std::string resource = "arn:aws:s3:::" + bucket.name + (key.empty() ? "" : "/" + std::string(key));
    if (policy && policy->is_object()) verdict = verdict_for_anybody(policy->get_object(), action, resource);
  }
  if (verdict == Verdict::allowed) return;
  const bool listed =
      permit != nullptr && !ignores_lists(s3, bucket) && lists_let_in(s3, bucket, *permit, key);
  if (verdict == Verdict::denied || !listed) throw access_denied();
}

}  // namespace orrery::s3
