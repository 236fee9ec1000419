#include "services/s3/checksums.h"

#include "core/http.h"
#include "services/s3/text.h"

namespace orrery::s3 {
namespace {

std::uint64_t number_of(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const unsigned char byte : bytes) value = value << 8 | byte;
  return value;
}

std::uint64_t polynomial_of(Sum sum) {
  if (sum == Sum::crc32) return 0xedb88320;
  if (sum == Sum::crc32c) return 0x82f63b78;
  return 0x9a6c9329ac4bc9b5;
}

// a * b modulo the reflected polynomial of `width` bits, where the highest bit stands for x^0.
std::uint64_t multiply(std::uint64_t a, std::uint64_t b, std::uint64_t polynomial, unsigned width) {
  std::uint64_t product = 0;
  for (std::uint64_t bit = 1ull << (width - 1); bit != 0; bit >>= 1) {
    if (a & bit) product ^= b;
    b = (b & 1) ? (b >> 1) ^ polynomial : b >> 1;
  }
  return product;
}

}  // namespace

const SumName& name_of(Sum sum) { return sum_names[static_cast<std::size_t>(sum)]; }

std::optional<Sum> sum_by_algorithm(std::string_view algorithm) {
  for (const SumName& name : sum_names) {
    if (same_name(name.algorithm, algorithm)) return name.sum;
  }
  return std::nullopt;
}

std::optional<Sum> sum_by_header(std::string_view header) {
  for (const SumName& name : sum_names) {
    if (same_name(name.header, header)) return name.sum;
  }
  return std::nullopt;
}

Summer::Summer(const std::vector<Sum>& wanted) {
  for (const Sum sum : wanted) {
    switch (sum) {
      case Sum::crc32:
        crc32_ = 0;
        break;
      case Sum::crc32c:
        crc32c_ = 0;
        break;
      case Sum::crc64nvme:
        crc64_ = 0;
        break;
      case Sum::xxhash64:
        xxhash64_.emplace();
        break;
      case Sum::xxhash3:
        xxhash3_.emplace();
        break;
      case Sum::xxhash128:
        xxhash128_.emplace();
        break;
      case Sum::sha1:
      case Sum::sha256:
      case Sum::sha512:
      case Sum::md5:
        digests_.emplace(sum, lower(name_of(sum).algorithm).c_str());
        break;
    }
  }
}

void Summer::update(std::string_view bytes) {
  if (crc32_) crc32_ = crc32(bytes, *crc32_);
  if (crc32c_) crc32c_ = crc32c(bytes, *crc32c_);
  if (crc64_) crc64_ = crc64nvme(bytes, *crc64_);
  if (xxhash64_) xxhash64_->update(bytes);
  if (xxhash3_) xxhash3_->update(bytes);
  if (xxhash128_) xxhash128_->update(bytes);
  for (auto& [sum, digest] : digests_) digest.update(bytes);
}

Sums Summer::sums() {
  Sums sums;
  if (crc32_) sums[Sum::crc32] = big_endian(*crc32_);
  if (crc32c_) sums[Sum::crc32c] = big_endian(*crc32c_);
  if (crc64_) sums[Sum::crc64nvme] = big_endian(*crc64_);
  if (xxhash64_) sums[Sum::xxhash64] = big_endian(xxhash64_->finish());
  if (xxhash3_) sums[Sum::xxhash3] = big_endian(xxhash3_->finish_64());
  if (xxhash128_) sums[Sum::xxhash128] = xxhash128_->finish_128();
  for (auto& [sum, digest] : digests_) sums[sum] = digest.finish();
  return sums;
}

// Appending n zero bytes multiplies a CRC by x^(8n); the CRC of the second part is added to that.
std::string joined_crc(Sum sum, std::string_view first, std::string_view second, std::uint64_t second_size) {
  const unsigned width = sum == Sum::crc64nvme ? 64 : 32;
  const std::uint64_t polynomial = polynomial_of(sum);
  std::uint64_t power = 1ull << (width - 1 - 8);  // x^8
  std::uint64_t shifted = number_of(first);
  for (std::uint64_t left = second_size; left != 0; left >>= 1) {
    if (left & 1) shifted = multiply(power, shifted, polynomial, width);
    power = multiply(power, power, polynomial, width);
  }
  const std::uint64_t joined = shifted ^ number_of(second);
  return width == 64 ? big_endian(joined) : big_endian(static_cast<std::uint32_t>(joined));
}

std::string digest_of(Sum sum, std::string_view bytes) {
  Summer summer({sum});
  summer.update(bytes);
  return summer.sums().at(sum);
}

}  // namespace orrery::s3
