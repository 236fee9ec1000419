#pragma once
// The checksums S3 knows, fed piece by piece, and the arithmetic of checksums of joined parts.
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/digest.h"
#include "core/json.h"
#include "services/s3/xxhash.h"

namespace orrery::s3 {

enum class Sum { crc32, crc32c, crc64nvme, sha1, sha256, sha512, md5, xxhash64, xxhash3, xxhash128 };

struct SumName {
  Sum sum;
  std::string_view algorithm;  // "CRC32"
  std::string_view member;     // "ChecksumCRC32"
  std::string_view header;     // "x-amz-checksum-crc32"
  std::size_t bytes;
};
inline constexpr std::array<SumName, 10> sum_names{{
    {Sum::crc32, "CRC32", "ChecksumCRC32", "x-amz-checksum-crc32", 4},
    {Sum::crc32c, "CRC32C", "ChecksumCRC32C", "x-amz-checksum-crc32c", 4},
    {Sum::crc64nvme, "CRC64NVME", "ChecksumCRC64NVME", "x-amz-checksum-crc64nvme", 8},
    {Sum::sha1, "SHA1", "ChecksumSHA1", "x-amz-checksum-sha1", 20},
    {Sum::sha256, "SHA256", "ChecksumSHA256", "x-amz-checksum-sha256", 32},
    {Sum::sha512, "SHA512", "ChecksumSHA512", "x-amz-checksum-sha512", 64},
    {Sum::md5, "MD5", "ChecksumMD5", "x-amz-checksum-md5", 16},
    {Sum::xxhash64, "XXHASH64", "ChecksumXXHASH64", "x-amz-checksum-xxhash64", 8},
    {Sum::xxhash3, "XXHASH3", "ChecksumXXHASH3", "x-amz-checksum-xxhash3", 8},
    {Sum::xxhash128, "XXHASH128", "ChecksumXXHASH128", "x-amz-checksum-xxhash128", 16},
}};
const SumName& name_of(Sum sum);
std::optional<Sum> sum_by_algorithm(std::string_view algorithm);  // "CRC32", without case
std::optional<Sum> sum_by_header(std::string_view header);
inline bool is_crc(Sum sum) { return sum == Sum::crc32 || sum == Sum::crc32c || sum == Sum::crc64nvme; }

using Sums = std::map<Sum, std::string>;  // raw bytes

// Any of them over one stream of bytes.
class Summer {
 public:
  explicit Summer(const std::vector<Sum>& wanted);
  void update(std::string_view bytes);
  Sums sums();  // once

 private:
  std::map<Sum, Digest> digests_;
  std::optional<std::uint32_t> crc32_, crc32c_;
  std::optional<std::uint64_t> crc64_;
  std::optional<Xxh64> xxhash64_;
  std::optional<Xxh3> xxhash3_, xxhash128_;
};

// The CRC of `first` followed by `second_size` bytes whose CRC is `second`; all raw bytes.
std::string joined_crc(Sum sum, std::string_view first, std::string_view second, std::uint64_t second_size);
// The digest of raw bytes, whole.
std::string digest_of(Sum sum, std::string_view bytes);

}  // namespace orrery::s3
