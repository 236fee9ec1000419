#include "services/s3/reading.h"

#include "services/s3/conditions.h"
#include "services/s3/encryption.h"
#include "services/s3/lifecycle.h"
#include "services/s3/parts.h"
#include "services/s3/ranges.h"

namespace orrery::s3 {
namespace {

constexpr std::string_view method_of(Use use) {
  if (use == Use::change) return "PUT";
  return use == Use::remove_tags ? "DELETE" : "GET";
}

// Reading the current version finds nothing; all else is told that it is no way to treat a marker.
AwsError is_delete_marker(const Request& request, const Version& marker, bool asked_by_id, Use use) {
  json::object headers{{"DeleteMarker", "true"}, {"VersionId", marker.id}};
  AwsError error = no_such_key(request.key());
  if (asked_by_id || use != Use::read) {
    error = method_not_allowed(method_of(use), "DeleteMarker");
    headers["Allow"] = "DELETE";
    headers["LastModified"] = iso_time(marker.modified);
  }
  error.extra["Headers"] = std::move(headers);
  return error;
}

// The bytes of part `number` of the object.
ByteRange part_range(const Version& version, std::uint64_t number) {
  if (version.parts.empty() && number == 1) return {0, version.size == 0 ? 0 : version.size - 1};
  std::uint64_t begin = 0, index = 0;
  for (const Part& part : version.parts) {
    if (++index == number) return {begin, begin + part.size - 1};
    begin += part.size;
  }
  throw AwsError(
      "InvalidPartNumber", "The requested partnumber is not satisfiable", 416,
      {{"PartNumberRequested", number}, {"ActualPartCount", std::max<std::size_t>(version.parts.size(), 1)}});
}

void add_range(Request& request, const Version& version, json::object& out) {
  std::optional<ByteRange> range;
  const auto part = asked_part(request);
  const auto header = request.maybe_text("Range");
  if (part && header)
    throw invalid_request("Cannot specify both Range header and partNumber query parameter");
  if (part) {
    range = part_range(version, static_cast<std::uint64_t>(*part));
    if (!version.parts.empty()) out["PartsCount"] = version.parts.size();
  } else if (header && range_holds(request, version)) {
    range = parse_range(*header, version.size);
  }
  request.slice = Slice{version.pieces, 0, version.size};
  if (range && version.size > 0) {
    out["ContentRange"] = content_range(*range, version.size);
    request.slice = Slice{version.pieces, range->first, range->length()};
  }
  out["ContentLength"] = request.slice->length;
}

// A part answers with its own checksum where the whole has one of those. What was summed as a whole has but
// that one, and only an answer that is all of it carries it.
void add_checksum(const Request& request, const Version& version, json::object& out) {
  const auto number = asked_part(request);
  if (!number || !version.composite) {
    if (request.slice->length == version.size) version.add_checksum(out);
    return;
  }
  const Part& part = version.parts[static_cast<std::size_t>(*number - 1)];
  if (part.checksum.empty()) return;
  out[name_of(*version.sum).member] = json::string(to_base64(part.checksum));
  out["ChecksumType"] = "COMPOSITE";
}

void add_overrides(const Request& request, json::object& out) {
  constexpr std::pair<std::string_view, std::string_view> overrides[] = {
      {"ResponseCacheControl", "CacheControl"},       {"ResponseContentDisposition", "ContentDisposition"},
      {"ResponseContentEncoding", "ContentEncoding"}, {"ResponseContentLanguage", "ContentLanguage"},
      {"ResponseContentType", "ContentType"},         {"ResponseExpires", "Expires"}};
  for (const auto& [member, header] : overrides) {
    if (const auto text = request.maybe_text(member)) out[header] = *text;
  }
}

}  // namespace

void add_version_id(const Bucket& bucket, std::string_view id, json::object& out) {
  if (bucket.versioning != Versioning::off) out["VersionId"] = id;
}

std::optional<std::int64_t> asked_part(const Request& request) {
  return request.has("PartNumber") ? std::optional<std::int64_t>(part_number(request)) : std::nullopt;
}

void check_version_id(std::string_view id) {
  if (id.empty()) throw invalid_argument("Version id cannot be the empty string", "versionId", "");
  if (id != "null" && !sequence_of(id))
    throw invalid_argument("Invalid version id specified", "versionId", id);
}

Version readable(S3& s3, const Bucket& bucket, const Request& request, Use use) {
  const std::string_view key = request.key();
  const auto id = request.maybe_text("VersionId");
  if (!id) {
    auto version = s3.objects.current(bucket, key);
    if (!version) throw no_such_key(key);
    if (version->delete_marker) throw is_delete_marker(request, *version, false, use);
    return *std::move(version);
  }
  check_version_id(*id);
  auto version = s3.objects.find(bucket, key, *id);
  if (!version) throw no_such_version(key, *id);
  if (version->delete_marker) throw is_delete_marker(request, *version, true, use);
  return *std::move(version);
}

void check_not_archived(const Version& version) {
  const std::string_view storage_class = version.storage_class();
  if (storage_class != "GLACIER" && storage_class != "DEEP_ARCHIVE") return;
  if (version.attributes.contains("Restore")) return;
  throw AwsError("InvalidObjectState", "The operation is not valid for the object's storage class", 403,
                 {{"StorageClass", storage_class}});
}

json::object describe(S3& s3, const Bucket& bucket, Request& request, const Version& version) {
  check_customer_key(request, version.attributes);
  check_read_conditions(request, version, s3.core.clock.now());
  json::object out = version.attributes;
  for (const auto& [name, value] : version.lock) out[name] = value;
  out["AcceptRanges"] = "bytes";
  out["LastModified"] = iso_time(version.modified);
  out["ETag"] = version.quoted_etag();
  add_version_id(bucket, version.id, out);
  add_range(request, version, out);
  const auto mode = request.maybe_text("ChecksumMode");
  if (mode && same_name(*mode, "ENABLED")) add_checksum(request, version, out);
  if (!version.tags.empty()) out["TagCount"] = version.tags.size();
  // Who names a version is not told when the current one goes.
  const auto expiration = request.has("VersionId") ? std::nullopt : expiration_header(s3, bucket, version);
  if (expiration) out["Expiration"] = *expiration;
  add_overrides(request, out);
  return out;
}

json::object written(const Bucket& bucket, const Version& version) {
  json::object out{{"ETag", version.quoted_etag()}};
  add_encryption(version.attributes, out);
  version.add_checksum(out);
  if (bucket.versioning == Versioning::enabled) out["VersionId"] = version.id;
  return out;
}

}  // namespace orrery::s3
