// The object is made of the parts' own pieces: nothing is copied, whatever the size.

#include "core/number.h"
#include "services/s3/conditions.h"
#include "services/s3/encryption.h"
#include "services/s3/events.h"
#include "services/s3/integrity.h"
#include "services/s3/operations/operations.h"
#include "services/s3/reading.h"
#include "services/s3/text.h"

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

// The first five may be stated where an upload began without a checksum; these came later, and may not.
bool is_recent(Sum sum) { return !is_crc(sum) && sum != Sum::sha1 && sum != Sum::sha256; }

// The checksum that is listed with a part, and which it is.
std::pair<const SumName*, std::string> listed_checksum(const json::object& listed) {
  std::pair<const SumName*, std::string> found{nullptr, {}};
  for (const SumName& name : sum_names) {
    const auto given = find_text(listed, name.member);
    if (!given) continue;
    auto bytes = from_base64(*given);
    if (found.first != nullptr || !bytes || bytes->size() != name.bytes) {
      throw invalid_argument("Invalid Base64 or multiple checksums present in request", "Checksum", *given);
    }
    found = {&name, *std::move(bytes)};
  }
  return found;
}

void check_part_checksums(const Upload& upload, const StoredPart& part, const json::object& listed) {
  const auto [name, bytes] = listed_checksum(listed);
  if (name != nullptr && upload.sum && *upload.sum != name->sum) {
    throw AwsError("BadDigest",
                   "The " + lower(name->algorithm) + " you specified for part " +
                       std::to_string(part.number) + " did not match what we received.",
                   400);
  }
  if (name != nullptr) {
    const auto kept = part.sums.find(name->sum);
    const bool uncalled = !upload.sum && is_recent(name->sum);
    if (uncalled || (kept != part.sums.end() && bytes != kept->second))
      throw invalid_part(upload, part.number, find_text(listed, "ETag").value_or(""));
  }
  if (upload.sum && upload.composite && name == nullptr) {
    throw invalid_request(
        "The upload was created using a " + lower(name_of(*upload.sum).algorithm) +
        " checksum. The complete request must include the checksum for each part. It was missing "
        "for part " +
        std::to_string(part.number) + " in the request.");
  }
}

// Of each part, before anything is looked at.
void check_part_numbers(const json::object& order) {
  const json::array* list = find_array(order, "Parts");
  if (list == nullptr) return;
  for (const json::value& item : *list) {
    const auto number = item.is_object() ? find_number(item.get_object(), "PartNumber") : std::nullopt;
    if (number && *number < 1)
      throw invalid_argument("PartNumber must be >= 1", "PartNumber", std::to_string(*number));
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

// "base64", and of a composite checksum "base64-N".
bool is_checksum(const SumName& name, std::string_view text) {
  const std::size_t dash = text.find('-');
  const std::string_view count = dash == text.npos ? "1" : text.substr(dash + 1);
  const auto bytes = from_base64(text.substr(0, dash));
  return bytes && bytes->size() == name.bytes && !count.empty() &&
         count.find_first_not_of("0123456789") == count.npos;
}

std::optional<std::int64_t> stated_size(const Request& request) {
  const auto text = request.maybe_text("MpuObjectSize");
  if (!text) return std::nullopt;
  const auto size = read_number<std::int64_t>(*text);
  if (size && *size >= 0) return size;
  throw invalid_request("Value for x-amz-mp-object-size header is " +
                        std::string(size ? "less than zero" : "invalid") + ": '" + std::string(*text) + "'");
}

// What the request says of the whole, before any part is looked at. `made` is the upload, or what it became.
template <class Made>
void check_headers(const Request& request, const Made& made) {
  stated_size(request);
  check_one_checksum(request);
  if (const auto type = request.maybe_text("ChecksumType")) {
    if (is_composite(*type) != made.composite && made.sum) {
      throw invalid_request("The upload was created using the " +
                            std::string(made.composite ? "COMPOSITE" : "FULL_OBJECT") +
                            " checksum mode. The complete request must use the same checksum mode.");
    }
  }
  for (const SumName& name : sum_names) {
    const auto given = request.maybe_text(name.member);
    if (!given) continue;
    if (made.sum && !is_checksum(name, *given))
      throw invalid_request("Value for " + std::string(name.header) + " header is invalid.");
    if (!made.sum && is_recent(name.sum)) {
      throw invalid_request(
          "Checksum Type mismatch occurred, expected checksum Type: null, actual checksum Type: " +
          lower(name.algorithm));
    }
  }
}

// The checksum of the whole that the request may state. Nobody looks at it where the upload began without
// one.
void check_whole(const Request& request, const Upload& upload, const Version& version) {
  for (const SumName& name : sum_names) {
    const auto given = request.maybe_text(name.member);
    if (!given || upload.sum != name.sum) continue;
    const std::string computed = version.checksum_text();
    if (*given != computed && *given != to_base64(version.checksum)) {
      throw AwsError(
          "BadDigest",
          "The " + std::string(name.algorithm) + " you specified did not match the calculated checksum.",
          400);
    }
  }
  if (const auto size = stated_size(request); size && *size != static_cast<std::int64_t>(version.size)) {
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
  add_encryption(version.attributes, out);
  add_version_id(bucket, version.id, out);
  return out;
}

}  // namespace

json::object complete_multipart_upload(S3& s3, Request& request) {
  const Bucket bucket = s3.bucket(request);
  const std::string_view id = request.text("UploadId");
  check_states_no_encryption(request);
  check_condition_words(request);
  // Completing what is complete answers the same again, whatever the conditions, but for the checksum.
  if (const auto made = s3.objects.made_by(bucket, request.key(), id)) {
    check_headers(request, *made);
    return answer(request, bucket, *made);
  }
  const Upload upload = s3.uploads.get(bucket, request.key(), id);
  const auto current = s3.objects.current(bucket, request.key());
  check_write_conditions(request, current);
  check_undisturbed(request, upload, current);
  check_headers(request, upload);
  if (const json::object* given = find_object(request.members, "MultipartUpload")) check_part_numbers(*given);
  check_key_again(request, upload.attributes);
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
  check_whole(request, upload, version);
  s3.uploads.end(bucket, upload, kept);
  version = s3.objects.put(bucket, std::move(version));
  announce(s3, bucket, request.context, "ObjectCreated:CompleteMultipartUpload", version);
  json::object out = answer(request, bucket, version);
  version.add_checksum(out);
  return out;
}

}  // namespace orrery::s3::operations
