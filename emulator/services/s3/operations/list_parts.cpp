#include "services/s3/acl.h"
#include "services/s3/list_answer.h"
#include "services/s3/operations/operations.h"
#include "services/s3/owner.h"
#include "services/s3/parts.h"

namespace orrery::s3::operations {

json::object list_parts(S3& s3, Request& request) {
  const PageLimit limit(request, "MaxParts", "max-parts");
  const PageNumber after(request, "PartNumberMarker", "part-number-marker", 0);
  const Bucket bucket = s3.bucket(request);
  limit.check("max-parts");
  after.check("part-number-marker");
  const Upload upload = s3.uploads.get(bucket, request.key(), request.text("UploadId"));
  const auto marker = static_cast<std::uint64_t>(after.asked());
  auto parts = s3.uploads.parts(upload, marker, limit.page() + 1);
  const bool truncated = parts.size() > limit.page();
  if (truncated) parts.pop_back();
  json::array entries;
  for (const StoredPart& part : parts) {
    json::object entry{{"PartNumber", part.number},
                       {"LastModified", list_time(part.modified)},
                       {"ETag", part.quoted_etag()},
                       {"Size", part.size}};
    if (upload.sum) add_part_checksum(upload, part, entry);
    entries.push_back(std::move(entry));
  }
  json::object out{{"Bucket", bucket.name},
                   {"Key", upload.key},
                   {"UploadId", upload.id},
                   {"PartNumberMarker", marker},
                   {"NextPartNumberMarker", parts.empty() ? 0 : parts.back().number},
                   {"MaxParts", limit.page()},
                   {"IsTruncated", truncated},
                   {"Initiator", owner_of(upload.initiator_in(bucket))},
                   {"Owner", owner_told(s3, bucket, upload.acl)},
                   {"StorageClass", find_text(upload.attributes, "StorageClass").value_or("STANDARD")}};
  if (upload.sum) {
    out["ChecksumAlgorithm"] = name_of(*upload.sum).algorithm;
    out["ChecksumType"] = upload.composite ? "COMPOSITE" : "FULL_OBJECT";
  }
  if (!entries.empty()) out["Parts"] = std::move(entries);
  return out;
}

}  // namespace orrery::s3::operations
