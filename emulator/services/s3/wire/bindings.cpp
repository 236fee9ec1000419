#include "services/s3/wire/bindings.h"

#include "core/clock.h"
#include "core/digest.h"
#include "core/utf8.h"
#include "services/s3/checksums.h"
#include "services/s3/text.h"
#include "services/s3/wire/address.h"

namespace orrery::s3 {
namespace {

struct Pair {
  std::string_view wire, member;
};

constexpr Pair request_headers[] = {
    {"Cache-Control", "CacheControl"},
    {"Content-Disposition", "ContentDisposition"},
    {"Content-Encoding", "ContentEncoding"},
    {"Content-Language", "ContentLanguage"},
    {"Content-MD5", "ContentMD5"},
    {"Content-Type", "ContentType"},
    {"Expires", "Expires"},
    {"If-Match", "IfMatch"},
    {"If-Modified-Since", "IfModifiedSince"},
    {"If-None-Match", "IfNoneMatch"},
    {"If-Unmodified-Since", "IfUnmodifiedSince"},
    {"If-Range", "IfRange"},
    {"Range", "Range"},
    {"x-amz-acl", "ACL"},
    {"x-amz-bucket-object-lock-enabled", "ObjectLockEnabledForBucket"},
    {"x-amz-bucket-object-lock-token", "Token"},
    {"x-amz-bypass-governance-retention", "BypassGovernanceRetention"},
    {"x-amz-checksum-algorithm", "ChecksumAlgorithm"},
    {"x-amz-checksum-crc32", "ChecksumCRC32"},
    {"x-amz-checksum-crc32c", "ChecksumCRC32C"},
    {"x-amz-checksum-crc64nvme", "ChecksumCRC64NVME"},
    {"x-amz-checksum-mode", "ChecksumMode"},
    {"x-amz-checksum-sha1", "ChecksumSHA1"},
    {"x-amz-checksum-sha256", "ChecksumSHA256"},
    {"x-amz-checksum-sha512", "ChecksumSHA512"},
    {"x-amz-checksum-md5", "ChecksumMD5"},
    {"x-amz-checksum-xxhash64", "ChecksumXXHASH64"},
    {"x-amz-checksum-xxhash3", "ChecksumXXHASH3"},
    {"x-amz-checksum-xxhash128", "ChecksumXXHASH128"},
    {"x-amz-checksum-type", "ChecksumType"},
    {"x-amz-copy-source", "CopySource"},
    {"x-amz-copy-source-if-match", "CopySourceIfMatch"},
    {"x-amz-copy-source-if-modified-since", "CopySourceIfModifiedSince"},
    {"x-amz-copy-source-if-none-match", "CopySourceIfNoneMatch"},
    {"x-amz-copy-source-if-unmodified-since", "CopySourceIfUnmodifiedSince"},
    {"x-amz-copy-source-range", "CopySourceRange"},
    {"x-amz-copy-source-server-side-encryption-customer-algorithm", "CopySourceSSECustomerAlgorithm"},
    {"x-amz-copy-source-server-side-encryption-customer-key", "CopySourceSSECustomerKey"},
    {"x-amz-copy-source-server-side-encryption-customer-key-MD5", "CopySourceSSECustomerKeyMD5"},
    {"x-amz-expected-bucket-owner", "ExpectedBucketOwner"},
    {"x-amz-source-expected-bucket-owner", "ExpectedSourceBucketOwner"},
    {"x-amz-grant-full-control", "GrantFullControl"},
    {"x-amz-grant-read", "GrantRead"},
    {"x-amz-grant-read-acp", "GrantReadACP"},
    {"x-amz-grant-write", "GrantWrite"},
    {"x-amz-grant-write-acp", "GrantWriteACP"},
    {"x-amz-if-match-last-modified-time", "IfMatchLastModifiedTime"},
    {"x-amz-if-match-size", "IfMatchSize"},
    {"x-amz-max-parts", "MaxParts"},
    {"x-amz-metadata-directive", "MetadataDirective"},
    {"x-amz-mfa", "MFA"},
    {"x-amz-mp-object-size", "MpuObjectSize"},
    {"x-amz-object-attributes", "ObjectAttributes"},
    {"x-amz-object-lock-legal-hold", "ObjectLockLegalHoldStatus"},
    {"x-amz-object-lock-mode", "ObjectLockMode"},
    {"x-amz-object-lock-retain-until-date", "ObjectLockRetainUntilDate"},
    {"x-amz-object-ownership", "ObjectOwnership"},
    {"x-amz-optional-object-attributes", "OptionalObjectAttributes"},
    {"x-amz-part-number-marker", "PartNumberMarker"},
    {"x-amz-request-payer", "RequestPayer"},
    {"x-amz-sdk-checksum-algorithm", "ChecksumAlgorithm"},
    {"x-amz-server-side-encryption", "ServerSideEncryption"},
    {"x-amz-server-side-encryption-aws-kms-key-id", "SSEKMSKeyId"},
    {"x-amz-server-side-encryption-bucket-key-enabled", "BucketKeyEnabled"},
    {"x-amz-server-side-encryption-context", "SSEKMSEncryptionContext"},
    {"x-amz-server-side-encryption-customer-algorithm", "SSECustomerAlgorithm"},
    {"x-amz-server-side-encryption-customer-key", "SSECustomerKey"},
    {"x-amz-server-side-encryption-customer-key-MD5", "SSECustomerKeyMD5"},
    {"x-amz-skip-destination-validation", "SkipDestinationValidation"},
    {"x-amz-storage-class", "StorageClass"},
    {"x-amz-tagging", "Tagging"},
    {"x-amz-tagging-directive", "TaggingDirective"},
    {"x-amz-transition-default-minimum-object-size", "TransitionDefaultMinimumObjectSize"},
    {"x-amz-website-redirect-location", "WebsiteRedirectLocation"},
    {"x-amz-write-offset-bytes", "WriteOffsetBytes"},
};

constexpr Pair query_parameters[] = {
    {"bucket-region", "BucketRegion"},
    {"continuation-token", "ContinuationToken"},
    {"delimiter", "Delimiter"},
    {"encoding-type", "EncodingType"},
    {"fetch-owner", "FetchOwner"},
    {"id", "Id"},
    {"key-marker", "KeyMarker"},
    {"marker", "Marker"},
    {"max-buckets", "MaxBuckets"},
    {"max-keys", "MaxKeys"},
    {"max-parts", "MaxParts"},
    {"max-uploads", "MaxUploads"},
    {"part-number-marker", "PartNumberMarker"},
    {"partNumber", "PartNumber"},
    {"prefix", "Prefix"},
    {"response-cache-control", "ResponseCacheControl"},
    {"response-content-disposition", "ResponseContentDisposition"},
    {"response-content-encoding", "ResponseContentEncoding"},
    {"response-content-language", "ResponseContentLanguage"},
    {"response-content-type", "ResponseContentType"},
    {"response-expires", "ResponseExpires"},
    {"start-after", "StartAfter"},
    {"upload-id-marker", "UploadIdMarker"},
    {"uploadId", "UploadId"},
    {"version-id-marker", "VersionIdMarker"},
    {"versionId", "VersionId"},
};

constexpr Pair reply_headers[] = {
    {"accept-ranges", "AcceptRanges"},
    {"Allow", "Allow"},
    {"Cache-Control", "CacheControl"},
    {"Content-Disposition", "ContentDisposition"},
    {"Content-Encoding", "ContentEncoding"},
    {"Content-Language", "ContentLanguage"},
    {"Content-Range", "ContentRange"},
    {"Content-Type", "ContentType"},
    {"ETag", "ETag"},
    {"Expires", "Expires"},
    {"Last-Modified", "LastModified"},
    {"Location", "Location"},
    {"x-amz-abort-date", "AbortDate"},
    {"x-amz-abort-rule-id", "AbortRuleId"},
    {"x-amz-access-point-alias", "AccessPointAlias"},
    {"x-amz-bucket-arn", "BucketArn"},
    {"x-amz-bucket-region", "BucketRegion"},
    {"x-amz-checksum-algorithm", "ChecksumAlgorithm"},
    {"x-amz-checksum-crc32", "ChecksumCRC32"},
    {"x-amz-checksum-crc32c", "ChecksumCRC32C"},
    {"x-amz-checksum-crc64nvme", "ChecksumCRC64NVME"},
    {"x-amz-checksum-sha1", "ChecksumSHA1"},
    {"x-amz-checksum-sha256", "ChecksumSHA256"},
    {"x-amz-checksum-sha512", "ChecksumSHA512"},
    {"x-amz-checksum-md5", "ChecksumMD5"},
    {"x-amz-checksum-xxhash64", "ChecksumXXHASH64"},
    {"x-amz-checksum-xxhash3", "ChecksumXXHASH3"},
    {"x-amz-checksum-xxhash128", "ChecksumXXHASH128"},
    {"x-amz-checksum-type", "ChecksumType"},
    {"x-amz-copy-source-version-id", "CopySourceVersionId"},
    {"x-amz-delete-marker", "DeleteMarker"},
    {"x-amz-expiration", "Expiration"},
    {"x-amz-missing-meta", "MissingMeta"},
    {"x-amz-mp-parts-count", "PartsCount"},
    {"x-amz-object-lock-legal-hold", "ObjectLockLegalHoldStatus"},
    {"x-amz-object-lock-mode", "ObjectLockMode"},
    {"x-amz-object-lock-retain-until-date", "ObjectLockRetainUntilDate"},
    {"x-amz-replication-status", "ReplicationStatus"},
    {"x-amz-restore", "Restore"},
    {"x-amz-server-side-encryption", "ServerSideEncryption"},
    {"x-amz-server-side-encryption-aws-kms-key-id", "SSEKMSKeyId"},
    {"x-amz-server-side-encryption-bucket-key-enabled", "BucketKeyEnabled"},
    {"x-amz-server-side-encryption-context", "SSEKMSEncryptionContext"},
    {"x-amz-server-side-encryption-customer-algorithm", "SSECustomerAlgorithm"},
    {"x-amz-server-side-encryption-customer-key-MD5", "SSECustomerKeyMD5"},
    {"x-amz-storage-class", "StorageClass"},
    {"x-amz-tagging-count", "TagCount"},
    {"x-amz-transition-default-minimum-object-size", "TransitionDefaultMinimumObjectSize"},
    {"x-amz-version-id", "VersionId"},
    {"x-amz-website-redirect-location", "WebsiteRedirectLocation"},
};

constexpr std::string_view metadata_prefix = "x-amz-meta-";

bool has_prefix(std::string_view name, std::string_view prefix) {
  return name.size() >= prefix.size() && same_name(name.substr(0, prefix.size()), prefix);
}

std::string from_latin_1(std::string_view bytes) {
  std::string text;
  for (const unsigned char byte : bytes) {
    if (byte < 0x80) {
      text += static_cast<char>(byte);
    } else {
      text += static_cast<char>(0xc0 | byte >> 6);
      text += static_cast<char>(0x80 | (byte & 0x3f));
    }
  }
  return text;
}

// Header values are bytes; what is not UTF-8 is taken for Latin-1, so that every record stays text.
std::string as_text(std::string_view bytes) {
  return is_utf8(bytes) ? std::string(bytes) : from_latin_1(bytes);
}

// RFC 2047's spelling "Q".
std::string quoted_printable(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == ' ') {
      out += '_';
    } else if (byte > 0x20 && byte < 0x7f && c != '=' && c != '?' && c != '_') {
      out += c;
    } else {
      constexpr std::string_view digits = "0123456789ABCDEF";
      out += {'=', digits[byte >> 4], digits[byte & 15]};
    }
  }
  return out;
}

// User metadata goes out in ASCII, as mail spells other letters (RFC 2047): readably where most of them are
// ASCII. S3 reads them as Latin-1, whatever they were meant for.
std::string as_ascii(std::string text) {
  const auto plain =
      std::count_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  const auto letters = std::count_if(text.begin(), text.end(),
                                     [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
  if (plain == letters) return text;
  const bool mostly_plain = plain > letters - plain;
  return mostly_plain ? "=?UTF-8?Q?" + quoted_printable(text) + "?=" : "=?UTF-8?B?" + to_base64(text) + "?=";
}

const Pair* find_wire(std::span<const Pair> table, std::string_view wire) {
  for (const Pair& pair : table) {
    if (same_name(pair.wire, wire)) return &pair;
  }
  return nullptr;
}

void add_metadata(json::object& members, std::string_view header, std::string value) {
  json::value& metadata = members["Metadata"];
  if (metadata.is_null()) metadata = json::object();
  json::value& slot = metadata.as_object()[lower(header.substr(metadata_prefix.size()))];
  // Headers of one name are one value, joined.
  slot = slot.is_string() ? json::string(std::string(view(slot.as_string())) + "," + value)
                          : json::string(value);
}

void read_header(json::object& members, std::string_view name, std::string_view value) {
  if (has_prefix(name, metadata_prefix)) return add_metadata(members, name, from_latin_1(value));
  if (const Pair* pair = find_wire(request_headers, name)) {
    json::value& slot = members[pair->member];
    // Attribute lists may come as several headers of one name.
    if (slot.is_string() && pair->member == "ObjectAttributes") {
      slot = json::string(std::string(view(slot.as_string())) + "," + as_text(value));
    } else {
      slot = json::string(as_text(value));
    }
  }
}

// What would end a header early cannot be part of it.
std::string one_line(std::string text) {
  for (char& c : text) {
    if (c == '\r' || c == '\n' || c == '\0') c = ' ';
  }
  return text;
}

bool is_time(std::string_view member) { return member == "LastModified" || member == "AbortDate"; }

}  // namespace

json::object read_members(const Headers& headers, const Query& query) {
  json::object members;
  for (const auto& [name, value] : query) {
    bool known = false;
    for (const Pair& pair : query_parameters) {
      if (pair.wire != name) continue;
      members.emplace(pair.member, as_text(value));  // of several of one name the first counts
      known = true;
    }
    // Presigned URLs may carry headers. Not checksums: they are those of the empty body at the time of
    // signing.
    if (known || !has_prefix(name, "x-amz-") || sum_by_header(name) || has_prefix(name, "x-amz-sdk-")) {
      continue;
    }
    read_header(members, name, value);
  }
  for (const auto& [name, value] : headers) read_header(members, name, value);
  return members;
}

void write_members(const json::object& result, const std::vector<std::string_view>& except,
                   Headers& headers) {
  for (const Pair& pair : reply_headers) {
    const json::value* value = find(result, pair.member);
    if (value == nullptr || std::find(except.begin(), except.end(), pair.member) != except.end()) continue;
    std::string text = value->is_string() ? std::string(view(value->get_string())) : to_text(*value);
    if (is_time(pair.member)) {
      if (const auto when = parse_iso_time(text)) text = http_time(*when);
    }
    headers.add(std::string(pair.wire), one_line(std::move(text)));
  }
  if (const json::object* metadata = find_object(result, "Metadata")) {
    for (const auto& [name, value] : *metadata) {
      headers.add(
          one_line(std::string(metadata_prefix) + std::string(name)),
          one_line(as_ascii(value.is_string() ? std::string(view(value.get_string())) : to_text(value))));
    }
  }
}

}  // namespace orrery::s3
