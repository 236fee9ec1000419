#include "services/s3/xxhash.h"

#include <bit>
#include <cstring>

#include "core/digest.h"

namespace orrery::s3 {
namespace {

constexpr std::uint64_t prime32_1 = 0x9e3779b1, prime32_2 = 0x85ebca77, prime32_3 = 0xc2b2ae3d;
constexpr std::uint64_t prime64_1 = 0x9e3779b185ebca87, prime64_2 = 0xc2b2ae3d27d4eb4f,
                        prime64_3 = 0x165667b19e3779f9, prime64_4 = 0x85ebca77c2b2ae63,
                        prime64_5 = 0x27d4eb2f165667c5;

constexpr std::size_t stripe = 64, stripes_per_block = 16, longest_short = 240;

// The default secret of XXH3.
constexpr unsigned char secret_bytes[192] = {
    0xb8, 0xfe, 0x6c, 0x39, 0x23, 0xa4, 0x4b, 0xbe, 0x7c, 0x01, 0x81, 0x2c, 0xf7, 0x21, 0xad, 0x1c,
    0xde, 0xd4, 0x6d, 0xe9, 0x83, 0x90, 0x97, 0xdb, 0x72, 0x40, 0xa4, 0xa4, 0xb7, 0xb3, 0x67, 0x1f,
    0xcb, 0x79, 0xe6, 0x4e, 0xcc, 0xc0, 0xe5, 0x78, 0x82, 0x5a, 0xd0, 0x7d, 0xcc, 0xff, 0x72, 0x21,
    0xb8, 0x08, 0x46, 0x74, 0xf7, 0x43, 0x24, 0x8e, 0xe0, 0x35, 0x90, 0xe6, 0x81, 0x3a, 0x26, 0x4c,
    0x3c, 0x28, 0x52, 0xbb, 0x91, 0xc3, 0x00, 0xcb, 0x88, 0xd0, 0x65, 0x8b, 0x1b, 0x53, 0x2e, 0xa3,
    0x71, 0x64, 0x48, 0x97, 0xa2, 0x0d, 0xf9, 0x4e, 0x38, 0x19, 0xef, 0x46, 0xa9, 0xde, 0xac, 0xd8,
    0xa8, 0xfa, 0x76, 0x3f, 0xe3, 0x9c, 0x34, 0x3f, 0xf9, 0xdc, 0xbb, 0xc7, 0xc7, 0x0b, 0x4f, 0x1d,
    0x8a, 0x51, 0xe0, 0x4b, 0xcd, 0xb4, 0x59, 0x31, 0xc8, 0x9f, 0x7e, 0xc9, 0xd9, 0x78, 0x73, 0x64,
    0xea, 0xc5, 0xac, 0x83, 0x34, 0xd3, 0xeb, 0xc3, 0xc5, 0x81, 0xa0, 0xff, 0xfa, 0x13, 0x63, 0xeb,
    0x17, 0x0d, 0xdd, 0x51, 0xb7, 0xf0, 0xda, 0x49, 0xd3, 0x16, 0x55, 0x26, 0x29, 0xd4, 0x68, 0x9e,
    0x2b, 0x16, 0xbe, 0x58, 0x7d, 0x47, 0xa1, 0xfc, 0x8f, 0xf8, 0xb8, 0xd1, 0x7a, 0xd0, 0x31, 0xce,
    0x45, 0xcb, 0x3a, 0x8f, 0x95, 0x16, 0x04, 0x28, 0xaf, 0xd7, 0xfb, 0xca, 0xbb, 0x4b, 0x40, 0x7e};

template <class Number, class Byte>
Number read(const Byte* at) {
  static_assert(std::endian::native == std::endian::little);
  Number value;
  std::memcpy(&value, at, sizeof value);
  return value;
}
std::uint64_t r64(const char* at) { return read<std::uint64_t>(at); }
std::uint32_t r32(const char* at) { return read<std::uint32_t>(at); }
std::uint64_t secret(std::size_t at) { return read<std::uint64_t>(secret_bytes + at); }
std::uint32_t secret32(std::size_t at) { return read<std::uint32_t>(secret_bytes + at); }

struct Wide {
  std::uint64_t low = 0, high = 0;
};
__extension__ typedef unsigned __int128 Product;  // no standard type is as wide
Wide product(std::uint64_t a, std::uint64_t b) {
  const Product wide = static_cast<Product>(a) * b;
  return {static_cast<std::uint64_t>(wide), static_cast<std::uint64_t>(wide >> 64)};
}
std::uint64_t folded(std::uint64_t a, std::uint64_t b) {
  const Wide wide = product(a, b);
  return wide.low ^ wide.high;
}

std::uint64_t avalanche_64(std::uint64_t h) {
  h = (h ^ h >> 33) * prime64_2;
  h = (h ^ h >> 29) * prime64_3;
  return h ^ h >> 32;
}
std::uint64_t avalanche(std::uint64_t h) {
  h = (h ^ h >> 37) * 0x165667919e3779f9;
  return h ^ h >> 32;
}

// Up to three bytes and their number in one word.
std::uint32_t few(std::string_view in) {
  const auto byte = [&](std::size_t at) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(in[at]));
  };
  return byte(0) << 16 | byte(in.size() / 2) << 24 | byte(in.size() - 1) |
         static_cast<std::uint32_t>(in.size()) << 8;
}

std::uint64_t mix_16(const char* in, std::size_t at) {
  return folded(r64(in) ^ secret(at), r64(in + 8) ^ secret(at + 8));
}
void mix_32(Wide& sum, const char* one, const char* two, std::size_t at) {
  sum.low = (sum.low + mix_16(one, at)) ^ (r64(two) + r64(two + 8));
  sum.high = (sum.high + mix_16(two, at + 16)) ^ (r64(one) + r64(one + 8));
}

std::uint64_t short_64(std::string_view in) {
  const std::size_t size = in.size();
  const char *p = in.data(), *end = p + size;
  if (size == 0) return avalanche_64(secret(56) ^ secret(64));
  if (size <= 3) return avalanche_64(few(in) ^ static_cast<std::uint64_t>(secret32(0) ^ secret32(4)));
  if (size <= 8) {
    std::uint64_t h = (r32(end - 4) + (static_cast<std::uint64_t>(r32(p)) << 32)) ^ secret(8) ^ secret(16);
    h ^= std::rotl(h, 49) ^ std::rotl(h, 24);
    h *= 0x9fb21c651e98df25;
    h ^= (h >> 35) + size;
    h *= 0x9fb21c651e98df25;
    return h ^ h >> 28;
  }
  if (size <= 16) {
    const std::uint64_t low = r64(p) ^ secret(24) ^ secret(32), high = r64(end - 8) ^ secret(40) ^ secret(48);
    return avalanche(size + __builtin_bswap64(low) + high + folded(low, high));
  }
  std::uint64_t sum = size * prime64_1;
  if (size <= 128) {
    for (std::size_t index = (size - 1) / 32 + 1; index-- > 0;) {
      sum += mix_16(p + 16 * index, 32 * index) + mix_16(end - 16 * (index + 1), 32 * index + 16);
    }
    return avalanche(sum);
  }
  for (std::size_t index = 0; index < 8; ++index) sum += mix_16(p + 16 * index, 16 * index);
  sum = avalanche(sum);
  for (std::size_t index = 8; index < size / 16; ++index) sum += mix_16(p + 16 * index, 16 * (index - 8) + 3);
  return avalanche(sum + mix_16(end - 16, 119));
}

Wide ended(const Wide& sum, std::size_t size) {
  return {avalanche(sum.low + sum.high),
          0 - avalanche(sum.low * prime64_1 + sum.high * prime64_4 + size * prime64_2)};
}

Wide short_128(std::string_view in) {
  const std::size_t size = in.size();
  const char *p = in.data(), *end = p + size;
  if (size == 0) return {avalanche_64(secret(64) ^ secret(72)), avalanche_64(secret(80) ^ secret(88))};
  if (size <= 3) {
    const std::uint32_t low = few(in), high = std::rotl(__builtin_bswap32(low), 13);
    return {avalanche_64(low ^ static_cast<std::uint64_t>(secret32(0) ^ secret32(4))),
            avalanche_64(high ^ static_cast<std::uint64_t>(secret32(8) ^ secret32(12)))};
  }
  if (size <= 8) {
    const std::uint64_t word = r32(p) + (static_cast<std::uint64_t>(r32(end - 4)) << 32);
    Wide h = product(word ^ secret(16) ^ secret(24), prime64_1 + (size << 2));
    h.high += h.low << 1;
    h.low ^= h.high >> 3;
    h.low = (h.low ^ h.low >> 35) * 0x9fb21c651e98df25;
    return {h.low ^ h.low >> 28, avalanche(h.high)};
  }
  if (size <= 16) {
    const std::uint64_t low = r64(p), high = r64(end - 8);
    Wide m = product(low ^ high ^ secret(32) ^ secret(40), prime64_1);
    m.low += static_cast<std::uint64_t>(size - 1) << 54;
    const std::uint64_t keyed = high ^ secret(48) ^ secret(56);
    m.high += keyed + (keyed & 0xffffffff) * (prime32_2 - 1);
    m.low ^= __builtin_bswap64(m.high);
    Wide h = product(m.low, prime64_2);
    h.high += m.high * prime64_2;
    return {avalanche(h.low), avalanche(h.high)};
  }
  Wide sum{size * prime64_1, 0};
  if (size <= 128) {
    for (std::size_t index = (size - 1) / 32 + 1; index-- > 0;)
      mix_32(sum, p + 16 * index, end - 16 * (index + 1), 32 * index);
    return ended(sum, size);
  }
  for (std::size_t at = 0; at < 128; at += 32) mix_32(sum, p + at, p + at + 16, at);
  sum = {avalanche(sum.low), avalanche(sum.high)};
  for (std::size_t at = 128; at + 32 <= size; at += 32) mix_32(sum, p + at, p + at + 16, at - 128 + 3);
  mix_32(sum, end - 16, end - 32, 103);
  return ended(sum, size);
}

void accumulate(std::array<std::uint64_t, 8>& lanes, const char* in, std::size_t at) {
  for (std::size_t index = 0; index < 8; ++index) {
    const std::uint64_t value = r64(in + 8 * index), keyed = value ^ secret(at + 8 * index);
    lanes[index ^ 1] += value;
    lanes[index] += (keyed & 0xffffffff) * (keyed >> 32);
  }
}

std::uint64_t merged(const std::array<std::uint64_t, 8>& lanes, std::size_t at, std::uint64_t start) {
  for (std::size_t index = 0; index < 8; index += 2)
    start += folded(lanes[index] ^ secret(at + 8 * index), lanes[index + 1] ^ secret(at + 8 * index + 8));
  return avalanche(start);
}

std::uint64_t round_64(std::uint64_t lane, std::uint64_t word) {
  return std::rotl(lane + word * prime64_2, 31) * prime64_1;
}

}  // namespace

const std::array<std::uint64_t, 4> Xxh64::first_lanes{prime64_1 + prime64_2, prime64_2, 0, 0 - prime64_1};
const Xxh3::Lanes Xxh3::first_lanes{prime32_3, prime64_1, prime64_2, prime64_3,
                                    prime64_4, prime32_2, prime64_5, prime32_1};

void Xxh64::update(std::string_view bytes) {
  size_ += bytes.size();
  rest_.append(bytes);
  std::size_t at = 0;
  for (; at + 32 <= rest_.size(); at += 32) {
    for (std::size_t index = 0; index < 4; ++index)
      lanes_[index] = round_64(lanes_[index], r64(rest_.data() + at + 8 * index));
  }
  rest_.erase(0, at);
}

std::uint64_t Xxh64::finish() const {
  std::uint64_t h = prime64_5;
  if (size_ >= 32) {
    h = std::rotl(lanes_[0], 1) + std::rotl(lanes_[1], 7) + std::rotl(lanes_[2], 12) +
        std::rotl(lanes_[3], 18);
    for (const std::uint64_t lane : lanes_) h = (h ^ round_64(0, lane)) * prime64_1 + prime64_4;
  }
  h += size_;
  std::string_view rest = rest_;
  for (; rest.size() >= 8; rest.remove_prefix(8))
    h = std::rotl(h ^ round_64(0, r64(rest.data())), 27) * prime64_1 + prime64_4;
  for (; rest.size() >= 4; rest.remove_prefix(4))
    h = std::rotl(h ^ r32(rest.data()) * prime64_1, 23) * prime64_2 + prime64_3;
  for (const char c : rest) h = std::rotl(h ^ static_cast<unsigned char>(c) * prime64_5, 11) * prime64_1;
  return avalanche_64(h);
}

void Xxh3::take_stripe(const char* in) {
  accumulate(lanes_, in, 8 * stripes_);
  if (++stripes_ < stripes_per_block) return;
  stripes_ = 0;
  for (std::size_t index = 0; index < 8; ++index)
    lanes_[index] = (lanes_[index] ^ lanes_[index] >> 47 ^ secret(128 + 8 * index)) * prime32_1;
}

// The end of the input is a stripe of its own, whether it is full or not, so that the last stripe is never
// taken before the end is known; nor is anything of an input that may turn out to be short.
void Xxh3::update(std::string_view bytes) {
  const bool was_short = size_ <= longest_short;
  size_ += bytes.size();
  rest_.append(bytes);
  if (size_ <= longest_short) return;
  const std::size_t taken = was_short ? 0 : stripe;  // of a longer input, rest_ opens with a stripe that was
  std::size_t at = taken;
  for (; at + stripe < rest_.size(); at += stripe) take_stripe(rest_.data() + at);
  rest_.erase(0, at - stripe);
}

Xxh3::Lanes Xxh3::last_lanes() const {
  Lanes lanes = lanes_;
  accumulate(lanes, rest_.data() + rest_.size() - stripe, 192 - stripe - 7);
  return lanes;
}

std::uint64_t Xxh3::finish_64() const {
  if (size_ <= longest_short) return short_64(rest_);
  return merged(last_lanes(), 11, size_ * prime64_1);
}

std::string Xxh3::finish_128() const {
  Wide h;
  if (size_ <= longest_short) {
    h = short_128(rest_);
  } else {
    const Lanes lanes = last_lanes();
    h = {merged(lanes, 11, size_ * prime64_1), merged(lanes, 192 - stripe - 11, ~(size_ * prime64_2))};
  }
  return big_endian(h.high) + big_endian(h.low);
}

}  // namespace orrery::s3
