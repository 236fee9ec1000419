// The CRCs of digest.h: by carry-less multiplication where the processor has it, by tables where not.
#include <cstring>

#include "core/digest.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace orrery {
namespace {

// A reflected CRC: the highest bit of a word stands for x^0.
template <class Word>
struct Crc {
  explicit constexpr Crc(Word polynomial_) : polynomial(polynomial_), rows{} {
    for (unsigned byte = 0; byte < 256; ++byte) {
      Word value = byte;
      for (int bit = 0; bit < 8; ++bit) value = times_x(value);
      rows[0][byte] = value;
    }
    for (unsigned byte = 0; byte < 256; ++byte)
      for (unsigned row = 1; row < 8; ++row)
        rows[row][byte] = (rows[row - 1][byte] >> 8) ^ rows[0][rows[row - 1][byte] & 0xff];
  }

  constexpr Word times_x(Word value) const { return (value >> 1) ^ (value & 1 ? polynomial : 0); }

  // x to the power of `exponent`, at the upper end of 64 bits.
  constexpr std::uint64_t power(int exponent) const {
    Word value = Word{1} << (bits - 1);
    for (; exponent > 0; --exponent) value = times_x(value);
    return static_cast<std::uint64_t>(value) << (64 - bits);
  }

  Word by_table(const unsigned char* at, std::size_t left, Word value) const {
    for (; left >= 8; left -= 8, at += 8) {
      std::uint64_t chunk = 0;
      for (int index = 7; index >= 0; --index) chunk = (chunk << 8) | at[index];
      chunk ^= value;
      value = 0;
      for (unsigned index = 0; index < 8; ++index) value ^= rows[7 - index][(chunk >> (8 * index)) & 0xff];
    }
    for (; left > 0; --left, ++at) value = (value >> 8) ^ rows[0][(value ^ *at) & 0xff];
    return value;
  }

  static constexpr int bits = 8 * sizeof(Word);
  Word polynomial;
  Word rows[8][256];  // for eight bytes at a time
};

constexpr Crc<std::uint32_t> ieee(0xedb88320);
constexpr Crc<std::uint32_t> castagnoli(0x82f63b78);
constexpr Crc<std::uint64_t> nvme(0x9a6c9329ac4bc9b5);

#if defined(__x86_64__)

constexpr std::size_t lane = sizeof(__m128i), stride = 4 * lane;

// What carries sixteen bytes `distance` bytes further on. The product of two reflected words is short of one
// factor x, and the first eight of the bytes lie eight bytes further back than the others.
template <class Word>
constexpr std::pair<std::uint64_t, std::uint64_t> carriers(const Crc<Word>& crc, std::size_t distance) {
  const int exponent = static_cast<int>(8 * distance);
  return {crc.power(exponent + 63), crc.power(exponent - 1)};
}

__attribute__((target("pclmul"))) __m128i carried(__m128i bytes, __m128i by) {
  return _mm_xor_si128(_mm_clmulepi64_si128(bytes, by, 0x00), _mm_clmulepi64_si128(bytes, by, 0x11));
}

// Folds whole strides into sixteen bytes that have the CRC of all of them.
template <class Word>
__attribute__((target("pclmul"))) Word by_folding(const Crc<Word>& crc, const unsigned char* at,
                                                  std::size_t left, Word value,
                                                  std::pair<std::uint64_t, std::uint64_t> far,
                                                  std::pair<std::uint64_t, std::uint64_t> near) {
  const auto load = [](const unsigned char* from) __attribute__((target("pclmul"))) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
  };
  const __m128i by_stride =
      _mm_set_epi64x(static_cast<long long>(far.second), static_cast<long long>(far.first));
  const __m128i by_lane =
      _mm_set_epi64x(static_cast<long long>(near.second), static_cast<long long>(near.first));
  __m128i lanes[4];
  for (std::size_t index = 0; index < 4; ++index) lanes[index] = load(at + index * lane);
  lanes[0] =
      _mm_xor_si128(lanes[0], _mm_set_epi64x(0, static_cast<long long>(static_cast<std::uint64_t>(value))));
  for (at += stride, left -= stride; left >= stride; at += stride, left -= stride)
    for (std::size_t index = 0; index < 4; ++index)
      lanes[index] = _mm_xor_si128(carried(lanes[index], by_stride), load(at + index * lane));
  for (std::size_t index = 1; index < 4; ++index)
    lanes[index] = _mm_xor_si128(carried(lanes[index - 1], by_lane), lanes[index]);
  unsigned char folded[lane];
  std::memcpy(folded, &lanes[3], lane);
  return crc.by_table(at, left, crc.by_table(folded, lane, 0));
}

#endif

template <const auto& crc, class Word>
Word sum(std::string_view bytes, Word seed) {
  const auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
  const Word value = ~seed;
#if defined(__x86_64__)
  static const bool folds = __builtin_cpu_supports("pclmul");
  if (folds && bytes.size() >= 2 * stride) {
    static constexpr auto far = carriers(crc, stride), near = carriers(crc, lane);
    return ~by_folding(crc, at, bytes.size(), value, far, near);
  }
#endif
  return ~crc.by_table(at, bytes.size(), value);
}

}  // namespace

std::uint32_t crc32(std::string_view bytes, std::uint32_t seed) { return sum<ieee>(bytes, seed); }
std::uint32_t crc32c(std::string_view bytes, std::uint32_t seed) { return sum<castagnoli>(bytes, seed); }
std::uint64_t crc64nvme(std::string_view bytes, std::uint64_t seed) { return sum<nvme>(bytes, seed); }

}  // namespace orrery
