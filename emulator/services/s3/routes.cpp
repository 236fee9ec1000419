#include "services/s3/routes.h"

#include "services/s3/operations/operations.h"

namespace orrery::s3 {
namespace {

using enum Scope;
namespace op = operations;

// Rows with more to match come before those with less.
constexpr Row table[] = {
    {"ListBuckets", op::list_buckets, "GET", service, "", {}, shapes::list_buckets},

    {"GetBucketLocation", op::get_bucket_location, "GET", bucket, "location", {}, shapes::location},
    {"ListMultipartUploads", op::list_multipart_uploads, "GET", bucket, "uploads", {}, shapes::list_uploads},
    {"DeleteObjects", op::delete_objects, "POST", bucket, "delete", shapes::delete_objects,
     shapes::delete_result},
    {"ListObjectsV2", op::list_objects_v2, "GET", bucket, "list-type=2", {}, shapes::list_objects_v2},
    {"ListObjects", op::list_objects, "GET", bucket, "", {}, shapes::list_objects},
    {"CreateBucket", op::create_bucket, "PUT", bucket, "", shapes::create_bucket},
    {"HeadBucket", op::head_bucket, "HEAD", bucket},
    {"DeleteBucket", op::delete_bucket, "DELETE", bucket, "", {}, {}, 204},

    {"CreateMultipartUpload",
     op::create_multipart_upload,
     "POST",
     object,
     "uploads",
     {},
     shapes::begin_upload},
    {"CompleteMultipartUpload", op::complete_multipart_upload, "POST", object, "uploadId",
     shapes::complete_upload, shapes::upload_result},
    {"ListParts", op::list_parts, "GET", object, "uploadId", {}, shapes::list_parts},
    {"AbortMultipartUpload", op::abort_multipart_upload, "DELETE", object, "uploadId", {}, {}, 204},
    {"UploadPartCopy",
     op::upload_part_copy,
     "PUT",
     object,
     "uploadId&^x-amz-copy-source",
     {},
     shapes::copy_part},
    {"UploadPart", op::upload_part, "PUT", object, "uploadId", {}, {}, 200, true},
    {"CopyObject", op::copy_object, "PUT", object, "^x-amz-copy-source", {}, shapes::copy_object},
    {"PutObject", op::put_object, "PUT", object, "", {}, {}, 200, true},
    {"GetObject", op::get_object, "GET", object},
    {"HeadObject", op::head_object, "HEAD", object},
    {"DeleteObject", op::delete_object, "DELETE", object, "", {}, {}, 204},
};

using Query = std::vector<std::pair<std::string, std::string>>;

bool has(std::string_view wanted, const Query& query, const Headers& headers) {
  if (wanted.starts_with('^')) return headers.find(wanted.substr(1)).has_value();
  const std::size_t equals = wanted.find('=');
  for (const auto& [name, value] : query) {
    if (name != wanted.substr(0, equals)) continue;
    if (equals == std::string_view::npos || value == wanted.substr(equals + 1)) return true;
  }
  return false;
}

bool has_all(std::string_view marker, const Query& query, const Headers& headers) {
  while (!marker.empty()) {
    const std::size_t end = std::min(marker.find('&'), marker.size());
    if (!has(marker.substr(0, end), query, headers)) return false;
    marker.remove_prefix(std::min(end + 1, marker.size()));
  }
  return true;
}

}  // namespace

std::span<const Row> rows() { return table; }

const Row* row_named(std::string_view name) {
  for (const Row& row : table) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

const Row* match(std::string_view method, const Address& address, const Query& query,
                 const Headers& headers) {
  const Scope scope = address.bucket.empty() ? service : address.key.empty() ? bucket : object;
  for (const Row& row : table) {
    if (row.scope == scope && row.method == method && has_all(row.marker, query, headers)) return &row;
  }
  return nullptr;
}

}  // namespace orrery::s3
