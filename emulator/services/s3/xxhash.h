#pragma once
// XXH64, and XXH3 of 64 and of 128 bits, with seed 0, as the specification of the xxHash family says. The
// checksums S3 calls XXHASH64, XXHASH3 and XXHASH128.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace orrery::s3 {

class Xxh64 {
 public:
  void update(std::string_view bytes);
  std::uint64_t finish() const;

 private:
  std::array<std::uint64_t, 4> lanes_{first_lanes};
  std::uint64_t size_ = 0;
  std::string rest_;  // what does not fill a stripe yet

  static const std::array<std::uint64_t, 4> first_lanes;
};

class Xxh3 {
 public:
  void update(std::string_view bytes);
  std::uint64_t finish_64() const;
  std::string finish_128() const;  // 16 raw bytes, big endian

 private:
  using Lanes = std::array<std::uint64_t, 8>;
  void take_stripe(const char* stripe);
  Lanes last_lanes() const;

  Lanes lanes_{first_lanes};
  std::uint64_t size_ = 0;
  std::size_t stripes_ = 0;  // in the block that is open
  std::string rest_;         // short inputs whole; of longer ones the end, and the stripe before it

  static const Lanes first_lanes;
};

}  // namespace orrery::s3
