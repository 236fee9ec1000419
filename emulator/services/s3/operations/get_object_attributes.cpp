#include <set>

#include "services/s3/conditions.h"
#include "services/s3/encryption.h"
#include "services/s3/operations/operations.h"
#include "services/s3/reading.h"

namespace orrery::s3::operations {

namespace {

constexpr std::string_view attributes[] = {"ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"};

using Names = std::set<std::string, std::less<>>;

void add_name(std::string_view name, Names& names) {
  while (name.starts_with(' ')) name.remove_prefix(1);
  while (name.ends_with(' ')) name.remove_suffix(1);
  if (name.empty()) return;
  if (std::find(std::begin(attributes), std::end(attributes), name) == std::end(attributes)) {
    throw invalid_argument("Invalid attribute name specified.", "x-amz-object-attributes", name);
  }
  names.emplace(name);
}

// "ETag,Checksum" from a header; ["ETag", "Checksum"] from JSON.
Names asked_names(const Request& request) {
  Names names;
  const json::value* given = find(request.members, "ObjectAttributes");
  if (given != nullptr && given->is_string()) {
    for (std::string_view rest = view(given->get_string()); !rest.empty();) {
      const std::size_t comma = std::min(rest.find(','), rest.size());
      add_name(rest.substr(0, comma), names);
      rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
  } else if (given != nullptr && given->is_array()) {
    for (const json::value& item : given->get_array()) {
      if (item.is_string()) add_name(view(item.get_string()), names);
    }
  }
  if (names.empty()) {
    throw invalid_request(
        "The x-amz-object-attributes header specifying the attributes to be retrieved is either "
        "missing or empty");
  }
  return names;
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
  const Names asked = asked_names(request);
  const Version version = readable(s3, bucket, request);
  check_customer_key(request, version.attributes);
  json::object out{{"LastModified", iso_time(version.modified)}};
  add_version_id(bucket, version.id, out);
  if (asked.contains("ETag")) out["ETag"] = version.etag;
  if (asked.contains("Checksum") && version.sum) {
    json::object checksum;
    version.add_checksum(checksum);
    // The bare value: how many parts there are stands elsewhere.
    checksum[name_of(*version.sum).member] = json::string(to_base64(version.checksum));
    out["Checksum"] = std::move(checksum);
  }
  if (asked.contains("ObjectParts") && !version.parts.empty())
    out["ObjectParts"] = parts_of(request, version);
  if (asked.contains("StorageClass")) out["StorageClass"] = version.storage_class();
  if (asked.contains("ObjectSize")) out["ObjectSize"] = version.size;
  return out;
}

}  // namespace orrery::s3::operations
