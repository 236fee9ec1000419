#pragma once
// What shows of the language Step Functions is written in: how its objects hash, and the order that gives the
// members of a HashMap or HashSet; and its generator of random numbers.
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/json.h"

namespace orrery::states {

// Object.hashCode() of what Java makes of a JSON value.
std::uint32_t java_text_hash(std::string_view text);  // of a String
std::uint32_t java_hash(const json::value& value);

// The places of `hashes`, which stand in the order they were put into a table, in the order the table tells
// them. `room`: how many members the table was made for.
std::vector<std::size_t> order_in_table(std::span<const std::uint32_t> hashes, std::size_t room);

// java.util.Random
class JavaRandom {
 public:
  explicit JavaRandom(std::int64_t seed);
  std::uint32_t next(int bits);
  double fraction();                                           // nextDouble
  std::int64_t between(std::int64_t first, std::int64_t end);  // of ints: first <= it < end

 private:
  std::uint64_t state_;
};

}  // namespace orrery::states
