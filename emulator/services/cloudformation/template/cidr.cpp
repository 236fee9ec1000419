#include "services/cloudformation/template/cidr.h"

#include <cstdio>

#include "services/cloudformation/template/errors.h"

namespace orrery::cloudformation {

json::array cidr_blocks(const std::string& block, const std::string& count, const std::string& bits) {
  unsigned a = 0, b = 0, c = 0, d = 0, prefix = 0, wanted = 0, host_bits = 0;
  char more = 0;
  if (std::sscanf(block.c_str(), "%u.%u.%u.%u/%u%c", &a, &b, &c, &d, &prefix, &more) != 5 || a > 255 ||
      b > 255 || c > 255 || d > 255 || prefix > 32 ||
      std::sscanf(count.c_str(), "%u%c", &wanted, &more) != 1 || wanted > 256 ||
      std::sscanf(bits.c_str(), "%u%c", &host_bits, &more) != 1 || host_bits == 0 || host_bits > 32 - prefix)
    throw invalid(
        "Template error: every Fn::Cidr object requires an IPv4 block, a count from 1 to 256 and the bits "
        "of a subnet that fits into it");
  const std::uint64_t all = 0xffffffffull;
  const std::uint64_t base = (std::uint64_t(a) << 24 | b << 16 | c << 8 | d) & (all << (32 - prefix) & all);
  if (wanted > 1ull << (32 - prefix - host_bits))
    throw invalid("Template error: Fn::Cidr cannot cut " + count + " blocks from " + block);
  json::array blocks;
  for (std::uint64_t i = 0; i < wanted; ++i) {
    const std::uint64_t at = base + (i << host_bits);
    blocks.push_back(json::string(std::to_string(at >> 24 & 255) + "." + std::to_string(at >> 16 & 255) +
                                  "." + std::to_string(at >> 8 & 255) + "." + std::to_string(at & 255) + "/" +
                                  std::to_string(32 - host_bits)));
  }
  return blocks;
}

}  // namespace orrery::cloudformation
