#include "services/s3/conditions.h"
#include "services/s3/encryption.h"
#include "services/s3/operations/operations.h"
#include "services/s3/reading.h"

namespace orrery::s3::operations {

namespace {

bool wants(std::string_view list, std::string_view attribute) {
  for (std::size_t at = 0; at <= list.size();) {
    const std::size_t comma = std::min(list.find(',', at), list.size());
    std::string_view one = list.substr(at, comma - at);
    while (one.starts_with(' ')) one.remove_prefix(1);
    while (one.ends_with(' ')) one.remove_suffix(1);
    if (one == attribute) return true;
    at = comma + 1;
  }
  return false;
}

// "ETag,Checksum" from a header; ["ETag", "Checksum"] from JSON.
std::string attribute_list(const Request& request) {
  const json::value* given = find(request.members, "ObjectAttributes");
  if (given == nullptr) {
    throw invalid_request(
        "The x-amz-object-attributes header specifying the attributes to be retrieved is either "
        "missing or empty");
  }
  if (given->is_string()) return std::string(view(given->get_string()));
  std::string list;
  for (const json::value& item : given->is_array() ? given->get_array() : json::array{}) {
    if (item.is_string()) list += std::string(view(item.get_string())) + ",";
  }
  return list;
}

json::object parts_of(const Request& request, const Version& version) {
  json::object out{{"TotalPartsCount", version.parts.size()}};
  // Parts are told of only where each has a checksum of its own that went into the object's.
  if (!version.composite) return out;
  const auto limit = static_cast<std::size_t>(request.maybe_number("MaxParts", 0, INT32_MAX).value_or(1000));
  const auto marker =
      static_cast<std::uint64_t>(request.maybe_number("PartNumberMarker", 0, INT32_MAX).value_or(0));
  json::array parts;
  std::uint64_t last = 0;
  bool truncated = false;
  for (const Part& part : version.parts) {
    if (part.number <= marker) continue;
    if (parts.size() == limit) {
      truncated = true;
      break;
    }
    json::object entry{{"PartNumber", part.number}, {"Size", part.size}};
    if (version.sum) entry[name_of(*version.sum).member] = json::string(to_base64(part.checksum));
    parts.push_back(std::move(entry));
    last = part.number;
  }
  out["PartNumberMarker"] = marker;
  out["NextPartNumberMarker"] = last;
  out["MaxParts"] = limit;
  out["IsTruncated"] = truncated;
  out["Parts"] = std::move(parts);
  return out;
}

}  // namespace

json::object get_object_attributes(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  const Version version = readable(s3, bucket, request);
  check_customer_key(request, version.attributes);
  const std::string list = attribute_list(request);
  json::object out{{"LastModified", iso_time(version.modified)}};
  add_version_id(bucket, version.id, out);
  bool any = false;
  const auto asked = [&](std::string_view attribute) {
    const bool found = wants(list, attribute);
    any = any || found;
    return found;
  };
  if (asked("ETag")) out["ETag"] = version.etag;
  if (asked("Checksum") && version.sum) {
    json::object checksum;
    version.add_checksum(checksum);
    // The bare value: how many parts there are stands elsewhere.
    checksum[name_of(*version.sum).member] = json::string(to_base64(version.checksum));
    out["Checksum"] = std::move(checksum);
  }
  if (asked("ObjectParts") && !version.parts.empty()) out["ObjectParts"] = parts_of(request, version);
  if (asked("StorageClass")) out["StorageClass"] = version.storage_class();
  if (asked("ObjectSize")) out["ObjectSize"] = version.size;
  if (!any) throw invalid_argument("Invalid attribute name specified.", "x-amz-object-attributes", list);
  return out;
}

}  // namespace orrery::s3::operations
