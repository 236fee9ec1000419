#include "services/s3/admission.h"

#include <algorithm>
#include <set>

#include "core/utf8.h"
#include "services/s3/integrity.h"
#include "services/s3/text.h"

namespace orrery::s3 {
namespace {

// Payloads that come in chunks, by what stands in the place of their hash.
constexpr std::string_view streaming_tokens[] = {
    "STREAMING-UNSIGNED-PAYLOAD-TRAILER", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
    "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD",
    "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER"};

constexpr std::size_t largest_header_section = 8192;

// Orders that must come with a digest of themselves, and how that is asked for.
constexpr std::pair<std::string_view, std::string_view> sealed_orders[] = {
    {"DeleteObjects", "Content-MD5 OR x-amz-checksum-*"},
    {"PutBucketCors", "Content-MD5 OR x-amz-checksum-*"},
    {"PutBucketLifecycleConfiguration", "Content-MD5"},
    {"PutBucketTagging", "Content-MD5 OR x-amz-checksum-*"},
    {"PutObjectLegalHold", "Content-MD5 OR x-amz-checksum-*"},
    {"PutObjectLockConfiguration", "Content-MD5 OR x-amz-checksum-*"},
    {"PutObjectRetention", "Content-MD5 OR x-amz-checksum-*"},
};

// Orders that have a limit of their own, in bytes.
constexpr std::pair<std::string_view, std::size_t> largest_orders[] = {
    {"PutBucketAcl", 204'800},
    {"PutBucketEncryption", 2'097'152},
    {"PutBucketOwnershipControls", 2'048},
    {"PutBucketTagging", 163'840},
    {"PutBucketVersioning", 1'024},
    {"PutBucketWebsite", 131'072},
    {"PutPublicAccessBlock", 2'097'152},
};

// An algorithm that is named must be the one of the checksum that comes, and each must be known.
void check_algorithms(const Headers& headers) {
  constexpr std::string_view prefix = "x-amz-checksum-";
  std::set<std::string> seen;
  for (const auto& [name, value] : headers) {
    const std::string_view rest = std::string_view(name).substr(std::min(prefix.size(), name.size()));
    const bool told_apart =
        same_name(rest, "algorithm") || same_name(rest, "mode") || same_name(rest, "type");
    if (!same_name(std::string_view(name).substr(0, prefix.size()), prefix) || told_apart) continue;
    if (!sum_by_header(name)) {
      throw invalid_request("The algorithm type you specified in x-amz-checksum- header is invalid.");
    }
    if (!seen.insert(lower(name)).second)
      throw invalid_argument("Only one value may be specified.", lower(name), value);
  }
  const auto algorithm = headers.find("x-amz-sdk-checksum-algorithm");
  // What begins an upload carries no checksum, and Java's CRT client leaves the header of PutObject in it.
  if (!algorithm || headers.find("x-amz-checksum-algorithm")) return;
  bool comes = false;
  for (const SumName& name : sum_names) {
    if (!headers.find(name.header) && !same_name(headers.get("x-amz-trailer"), name.header)) continue;
    comes = true;
    if (same_name(name.algorithm, *algorithm)) return;
  }
  throw invalid_request(comes
                            ? "Value for x-amz-sdk-checksum-algorithm header is invalid."
                            : "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* "
                              "or x-amz-trailer headers were found.");
}

}  // namespace

void check_address(const Address& address) {
  if (!is_utf8(address.key) || !is_utf8(address.bucket)) {
    throw AwsError("InvalidURI", "Couldn't parse the specified URI.", 400);
  }
  if (address.key.size() > longest_object_key) throw key_too_long(address.key.size());
}

void check_subresource(std::string_view method, const Address& address, const Query& query) {
  if (method != "GET" || address.key.empty()) return;
  for (const auto& [name, value] : query) {
    if (name == "uploads")
      throw invalid_request("Key is not expected for the GET method ?uploads subresource");
    if (name == "versions")
      throw invalid_request("There is no such thing as the ?versions sub-resource for a key");
  }
}

void check_header_section(const Headers& headers) {
  std::size_t size = 0;
  for (const auto& [name, value] : headers)
    size += name.size() + value.size() + std::string_view(": \r\n").size();
  if (size > largest_header_section) {
    throw AwsError("RequestHeaderSectionTooLarge",
                   "Your request header section exceeds the maximum allowed size.", 400,
                   {{"MaxSizeAllowed", largest_header_section}});
  }
  // Codings of HTTP that S3 does not know.
  const std::string encoding = lower(headers.get("Transfer-Encoding"));
  for (const char* coding : {"gzip", "compress", "deflate"}) {
    if (encoding.find(coding) == std::string::npos) continue;
    throw AwsError("NotImplemented", "A header you provided implies functionality that is not implemented",
                   501, {{"Header", "Transfer-Encoding"}});
  }
}

void check_payload_hash(const Headers& headers, Signed sealing) {
  const auto hash = headers.find("x-amz-content-sha256");
  if (sealing == Signed::no && hash && hash->starts_with("STREAMING-AWS4-")) {
    throw invalid_request(
        "Anonymous requests don't support this x-amz-content-sha256 value. Please use UNSIGNED-PAYLOAD or "
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER.");
  }
  if (!hash || *hash == "UNSIGNED-PAYLOAD" || (hash->size() == 64 && from_hex(*hash))) return;
  if (std::find(std::begin(streaming_tokens), std::end(streaming_tokens), *hash) !=
      std::end(streaming_tokens)) {
    const std::string_view length = headers.get("x-amz-decoded-content-length");
    if (!length.empty() && length.find_first_not_of("0123456789") == length.npos) return;
    throw AwsError("MissingContentLength", "You must provide the Content-Length HTTP header.", 411);
  }
  throw invalid_argument(
      "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, "
      "STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, "
      "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a "
      "valid sha256 value.",
      "x-amz-content-sha256", *hash);
}

void check_framing(const Row& row, const Headers& headers) {
  const std::string_view hash = headers.get("x-amz-content-sha256");
  if (row.scope != Scope::bucket || !hash.starts_with("STREAMING-")) return;
  throw invalid_request("The value of x-amz-content-sha256 header is invalid.");
}

void check_part(std::string_view method, const json::object& members) {
  const bool in_upload = !find_text(members, "UploadId").value_or("").empty();
  if (method != "PUT" || members.contains("PartNumber") == in_upload) return;
  if (in_upload) {
    AwsError refusal = method_not_allowed(method, "UPLOAD");
    refusal.extra["Headers"] = json::object{{"Allow", "DELETE, POST, GET"}};
    throw refusal;
  }
  throw invalid_argument("This operation does not accept partNumber without uploadId", "partNumber",
                         "partNumber");
}

void check_size(const Row& row, std::string_view body) {
  for (const auto& [operation, most] : largest_orders) {
    if (row.name != operation || body.size() <= most) continue;
    throw AwsError("MaxMessageLengthExceeded", "Your request was too big.", 400,
                   {{"MaxMessageLengthBytes", most}});
  }
}

void check_order(const Row& row, const Headers& headers, const Request& request) {
  check_algorithms(headers);
  const std::string_view announced = headers.get("x-amz-trailer");
  const Headers& trailers = request.content.trailers;
  const bool missing = sum_by_header(announced) && !trailers.find(announced);
  const bool unannounced = std::any_of(trailers.begin(), trailers.end(), [&](const auto& trailer) {
    return sum_by_header(trailer.first) && !same_name(trailer.first, announced);
  });
  if (missing || unannounced) {
    throw AwsError("MalformedTrailerError",
                   "The request contained trailing data that was not well-formed or did not conform to our "
                   "published schema.",
                   400);
  }
  for (const auto& [operation, header] : sealed_orders) {
    if (row.name != operation || is_sealed(request)) continue;
    throw invalid_request("Missing required header for this request: " + std::string(header));
  }
}

}  // namespace orrery::s3
