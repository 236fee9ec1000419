// The object is made of the parts' own pieces: nothing is copied, whatever the size.
#include "services/s3/conditions.h"
#include "services/s3/encryption.h"
#include "services/s3/events.h"
#include "services/s3/operations/operations.h"
#include "services/s3/reading.h"

namespace orrery::s3::operations {
namespace {

constexpr std::uint64_t smallest_part = 5 << 20;

AwsError invalid_part(const Upload& upload, std::uint64_t number, std::string_view etag) {
  if (etag.size() >= 2 && etag.front() == '"' && etag.back() == '"') etag = etag.substr(1, etag.size() - 2);
  return {
      "InvalidPart",
      "One or more of the specified parts could not be found.  The part may not have been uploaded, or the "
      "specified entity tag may not match the part's entity tag.",
      400,
      {{"UploadId", upload.id}, {"PartNumber", number}, {"ETag", etag}}};
}

void check_part_checksums(const Upload& upload, const StoredPart& part, const json::object& listed) {
  for (const SumName& name : sum_names) {
    const auto given = find_text(listed, name.member);
    const auto kept = part.sums.find(name.sum);
    if (given && kept != part.sums.end() && *given != to_base64(kept->second)) {
      throw invalid_part(upload, part.number, find_text(listed, "ETag").value_or(""));
    }
  }
  if (upload.sum && upload.composite && !listed.contains(name_of(*upload.sum).member)) {
    std::string name(name_of(*upload.sum).algorithm);
    for (char& c : name) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    throw invalid_request(
        "The upload was created using a " + name +
        " checksum. The complete request must include the checksum for each part. It was missing "
        "for part " +
        std::to_string(part.number) + " in the request.");
  }
}

std::vector<StoredPart> listed_parts(S3& s3, const Upload& upload, const json::array& list) {
  std::vector<StoredPart> parts;
  std::uint64_t before = 0;
  for (const json::value& item : list) {
    if (!item.is_object()) throw malformed_xml();
    const json::object& listed = item.get_object();
    const auto number = find_number(listed, "PartNumber");
    const auto etag = find_text(listed, "ETag");
    if (!number || !etag) throw malformed_xml();
    const auto wanted = static_cast<std::uint64_t>(*number);
    if (!parts.empty() && wanted <= before) {
      throw AwsError("InvalidPartOrder",
                     "The list of parts was not in ascending order. Parts must be ordered by part number.",
                     400, {{"UploadId", upload.id}});
    }
    before = wanted;
    auto part = s3.uploads.part(upload, wanted);
    if (!part || !etag_matches(*etag, to_hex(part->md5)) || *etag == "*")
      throw invalid_part(upload, wanted, *etag);
    check_part_checksums(upload, *part, listed);
    parts.push_back(*std::move(part));
  }
  for (std::size_t index = 0; index + 1 < parts.size(); ++index) {
    if (parts[index].size >= smallest_part) continue;
    throw AwsError("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", 400,
                   {{"ProposedSize", parts[index].size},
                    {"MinSizeAllowed", smallest_part},
                    {"PartNumber", parts[index].number},
                    {"ETag", to_hex(parts[index].md5)}});
  }
  return parts;
}

void join_checksums(const Upload& upload, const std::vector<StoredPart>& parts, Version& version) {
  const Sum sum = upload.sum.value_or(Sum::crc64nvme);
  const bool composite = upload.sum && upload.composite;
  std::string joined;
  for (const StoredPart& part : parts) {
    const auto found = part.sums.find(sum);
    if (found == part.sums.end()) return;
    if (composite) {
      joined += found->second;
    } else {
      joined = joined.empty() ? found->second : joined_crc(sum, joined, found->second, part.size);
    }
  }
  version.sum = sum;
  version.composite = composite;
  version.checksum = composite ? digest_of(sum, joined) : joined;
}

// The checksum of the whole that the request may state.
void check_whole(const Request& request, const Version& version) {
  for (const SumName& name : sum_names) {
    const auto given = request.maybe_text(name.member);
    if (!given || !version.sum || *version.sum != name.sum) continue;
    const std::string computed = version.checksum_text();
    if (*given != computed && *given != to_base64(version.checksum)) {
      throw AwsError(
          "BadDigest",
          "The " + std::string(name.algorithm) + " you specified did not match the calculated checksum.",
          400);
    }
  }
  if (const auto size = request.maybe_number("MpuObjectSize");
      size && *size != static_cast<std::int64_t>(version.size)) {
    throw invalid_request("The provided 'x-amz-mp-object-size' header value " + std::to_string(*size) +
                          " does not match what was computed: " + std::to_string(version.size));
  }
}

json::object answer(const Request& request, const Bucket& bucket, const Version& version) {
  json::object out{{"Location", "http://" + request.context.host + "/" + bucket.name + "/" +
                                    percent_encode(version.key, "/")},
                   {"Bucket", bucket.name},
                   {"Key", version.key},
                   {"ETag", version.quoted_etag()}};
  version.add_checksum(out);
  add_encryption(version.attributes, out);
  add_version_id(bucket, version.id, out);
  return out;
}

}  // namespace

json::object complete_multipart_upload(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  const std::string_view id = request.text("UploadId");
  const auto current = s3.objects.current(bucket, request.key());
  // Completing what is complete answers the same again.
  if (current && current->upload_id == id) return answer(request, bucket, *current);
  const Upload upload = s3.uploads.get(bucket, request.key(), id);
  check_write_conditions(request, current);
  check_undisturbed(request, upload, current);
  const json::object* order = request.maybe_object("MultipartUpload");
  if (order == nullptr) throw invalid_request("You must specify at least one part");
  const json::array* list = find_array(*order, "Parts");
  if (list == nullptr || list->empty()) throw malformed_xml();
  const std::vector<StoredPart> parts = listed_parts(s3, upload, *list);

  Version version;
  static_cast<Traits&>(version) = upload;
  version.key = upload.key;
  version.upload_id = upload.id;
  version.modified = s3.core.clock.now();
  std::string digests;
  std::vector<std::uint64_t> kept;
  for (const StoredPart& part : parts) {
    digests += part.md5;
    version.size += part.size;
    version.pieces.insert(version.pieces.end(), part.pieces.begin(), part.pieces.end());
    const auto sum = part.sums.find(upload.sum.value_or(Sum::crc64nvme));
    version.parts.push_back({part.number, part.size, sum == part.sums.end() ? "" : sum->second});
    kept.push_back(part.number);
  }
  version.etag = to_hex(md5(digests)) + "-" + std::to_string(parts.size());
  join_checksums(upload, parts, version);
  check_whole(request, version);
  s3.uploads.end(bucket, upload, kept);
  version = s3.objects.put(bucket, std::move(version));
  announce(s3, bucket, request.context, "ObjectCreated:CompleteMultipartUpload", version);
  return answer(request, bucket, version);
}

}  // namespace orrery::s3::operations
