#pragma once
// Chance from a seed, so that ids and faults repeat from run to run. Not for secrets.
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace orrery {

class Entropy {
 public:
  explicit Entropy(std::uint64_t seed) : seed_(seed), engine_(seed) {}
  // An independent stream for one part of the house; the same for the same seed and name.
  Entropy fork(std::string_view name) const;
  static std::uint64_t seed_from_system();

  std::uint64_t number() { return engine_(); }
  std::uint64_t below(std::uint64_t bound);  // [0, bound); bound > 0
  double fraction();                         // [0, 1)
  std::string hex(std::size_t digits);
  std::string letters(std::size_t count);  // A-Z a-z 0-9
  std::string uuid();                      // version 4

 private:
  std::uint64_t seed_;
  std::mt19937_64 engine_;
};

}  // namespace orrery
