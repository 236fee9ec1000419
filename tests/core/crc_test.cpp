// The CRCs against their definition, bit by bit, for all ways in which bytes may lie and be cut.
#include <catch2/catch.hpp>

#include "core/digest.h"

namespace orrery {
namespace {

template <class Word>
Word by_definition(std::string_view bytes, Word polynomial) {
  Word value = static_cast<Word>(~Word{0});
  for (const unsigned char byte : bytes) {
    value ^= byte;
    for (int bit = 0; bit < 8; ++bit) value = (value >> 1) ^ (value & 1 ? polynomial : 0);
  }
  return static_cast<Word>(~value);
}

TEST_CASE("a CRC is what its polynomial says, wherever the bytes lie and whatever came before", "[digest]") {
  std::string bytes;
  std::uint64_t state = 1;
  for (int count = 0; count < 2000; ++count) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    bytes += static_cast<char>(state >> 56);
  }
  for (std::size_t begin = 0; begin < 17; ++begin) {
    for (std::size_t size = 0; size < 400; size += size < 200 ? 1 : 37) {
      const auto part = std::string_view(bytes).substr(begin, size);
      REQUIRE(crc32(part) == by_definition<std::uint32_t>(part, 0xedb88320));
      REQUIRE(crc32c(part) == by_definition<std::uint32_t>(part, 0x82f63b78));
      REQUIRE(crc64nvme(part) == by_definition<std::uint64_t>(part, 0x9a6c9329ac4bc9b5));
    }
  }
  for (std::size_t cut = 0; cut <= bytes.size(); cut += 61) {
    const auto first = std::string_view(bytes).substr(0, cut), second = std::string_view(bytes).substr(cut);
    REQUIRE(crc32(second, crc32(first)) == crc32(bytes));
    REQUIRE(crc32c(second, crc32c(first)) == crc32c(bytes));
    REQUIRE(crc64nvme(second, crc64nvme(first)) == crc64nvme(bytes));
  }
}

}  // namespace
}  // namespace orrery
