#pragma once
// One version of one object, or a delete marker: everything about it but its bytes.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/json.h"
#include "services/s3/bodies.h"
#include "services/s3/checksums.h"

namespace orrery::s3 {

struct Part {
  std::uint64_t number = 0;
  std::uint64_t size = 0;
  std::string checksum;  // raw bytes; empty where none was kept
};

// What a writer says about an object beside its bytes.
struct Traits {
  // Members of the API: ContentType, CacheControl, Metadata, StorageClass, ServerSideEncryption, ...
  json::object attributes;
  json::array tags;   // [{"Key", "Value"}]
  json::object lock;  // ObjectLockMode, ObjectLockRetainUntilDate, ObjectLockLegalHoldStatus
  json::object acl;   // Owner, Grants; empty: private
};

struct Version : Traits {
  std::string key;
  std::string id = "null";  // "null", or 32 characters
  std::uint64_t sequence = 0;
  bool delete_marker = false;
  std::uint64_t size = 0;
  Instant modified{};
  Instant noncurrent_since{};  // when a newer one came; of versions that are not current
  std::string etag;            // hex, "-N" after it where N parts were joined; not quoted
  Pieces pieces;
  std::vector<Part> parts;  // of an object joined from parts
  std::string upload_id;    // the upload that joined them
  std::optional<Sum> sum;
  std::string checksum;    // raw bytes of `sum`
  bool composite = false;  // the checksum is one of the parts' checksums

  std::string quoted_etag() const { return '"' + etag + '"'; }
  std::string_view storage_class() const {
    return find_text(attributes, "StorageClass").value_or("STANDARD");
  }
  std::string checksum_text() const;  // base64, "-N" after it where composite
  // ChecksumCRC32 and ChecksumType, as answers carry them; nothing where there is none.
  void add_checksum(json::object& out) const;
};

std::string write_version(const Version& version);
Version read_version(std::string key, std::string_view record);

// Version ids carry the sequence they were made at, so that one look-up finds them.
std::string version_id(std::uint64_t sequence, std::string_view random);
std::optional<std::uint64_t> sequence_of(std::string_view version_id);

// Seconds, as S3 shows times in lists: 2026-01-01T00:00:00.000Z
std::string list_time(Instant when);

}  // namespace orrery::s3
