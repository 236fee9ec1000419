#pragma once
// The shape of a job: a tree of dispatchers whose leaves are the batches of a range.
#include <cstdint>
#include <vector>

namespace burst {

struct Range {
  std::int64_t begin = 0;
  std::int64_t end = 0;  // one past the last
  std::int64_t size() const { return end - begin; }
  friend bool operator==(const Range&, const Range&) = default;
};

struct Tree {
  std::int64_t batch_size = 1;
  std::int64_t batches = 0;
  std::int64_t branching = 0;  // children of one dispatcher, at most
  int levels = 1;
};

// The tree for `range` in batches of `batch_size`; of larger ones where there would be more than
// `max_parallelism`. Sizes, levels and parallelism are at least 1.
Tree plan(Range range, std::int64_t batch_size, int levels, std::int64_t max_parallelism);

// What a dispatcher at `level` (the root's is 0) gives its children: to dispatchers, or at the last level to
// workers.
std::vector<Range> children(const Tree& tree, int level, Range range);

// The number of the batch that begins at `index`.
std::int64_t batch_id(const Tree& tree, std::int64_t index);

}  // namespace burst
