#pragma once
// Digests, checksums and the encodings that carry them. CRC32 and CRC32C, CRC64NVME are big endian when
// encoded.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace orrery {

std::string md5(std::string_view bytes);     // 16 raw bytes
std::string sha1(std::string_view bytes);    // 20 raw bytes
std::string sha256(std::string_view bytes);  // 32 raw bytes
std::string hmac_sha256(std::string_view key, std::string_view bytes);
std::string hmac_sha1(std::string_view key, std::string_view bytes);
std::uint32_t crc32(std::string_view bytes, std::uint32_t seed = 0);
std::uint32_t crc32c(std::string_view bytes, std::uint32_t seed = 0);
std::uint64_t crc64nvme(std::string_view bytes, std::uint64_t seed = 0);
std::string big_endian(std::uint32_t value);
std::string big_endian(std::uint64_t value);

std::string to_hex(std::string_view bytes);  // lower case
std::string to_base64(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);  // std::nullopt where malformed
std::optional<std::string> from_hex(std::string_view text);

// A digest that is fed piece by piece: "md5", "sha1", "sha256".
class Digest {
 public:
  explicit Digest(const char* algorithm);
  ~Digest();
  Digest(Digest&&) noexcept;
  Digest& operator=(Digest&&) noexcept;
  void update(std::string_view bytes);
  std::string finish();  // raw bytes; once

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace orrery
