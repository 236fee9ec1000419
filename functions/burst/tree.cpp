#include "burst/tree.h"

#include <algorithm>

namespace burst {
namespace {

// `by` is above zero; the value need not be.
std::int64_t ceil_div(std::int64_t value, std::int64_t by) {
  return value <= 0 ? value / by : (value - 1) / by + 1;
}

// base ^ exponent, or `limit` where it would be more.
std::int64_t power(std::int64_t base, int exponent, std::int64_t limit) {
  std::int64_t result = 1;
  for (int step = 0; step < exponent; ++step) {
    if (base > 0 && result > limit / base) return limit;
    result *= base;
  }
  return std::min(result, limit);
}

// The least b with b ^ levels >= batches. In integers: a root in floating point is one too many now and then.
std::int64_t branching(std::int64_t batches, int levels) {
  std::int64_t low = 0, high = batches;
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    if (power(middle, levels, batches) >= batches) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

}  // namespace

Tree plan(Range range, std::int64_t batch_size, int levels, std::int64_t max_parallelism) {
  Tree tree{.batch_size = batch_size, .levels = levels};
  tree.batches = ceil_div(range.size(), tree.batch_size);
  if (tree.batches > max_parallelism) {
    tree.batch_size = ceil_div(range.size(), max_parallelism);
    tree.batches = ceil_div(range.size(), tree.batch_size);
  }
  tree.branching = branching(tree.batches, levels);
  return tree;
}

std::vector<Range> children(const Tree& tree, int level, Range range) {
  std::vector<Range> out;
  if (tree.batches == 0) return out;
  const int below = std::max(0, tree.levels - level - 1);
  const std::int64_t step = power(tree.branching, below, tree.batches) * tree.batch_size;
  for (std::int64_t begin = range.begin, end = begin; begin < range.end; begin = end) {
    end = begin + std::min(step, range.end - begin);
    out.push_back({begin, end});
  }
  return out;
}

std::int64_t batch_id(const Tree& tree, std::int64_t index) { return ceil_div(index, tree.batch_size); }

}  // namespace burst
