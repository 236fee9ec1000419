#pragma once
// A job without a tree: the batches of a range, in waves of as many as may run at once.
#include <cstdint>
#include <vector>

#include "burst/tree.h"

namespace burst {

struct NumberedBatch {
  std::int64_t id = 0;
  Range range;
  friend bool operator==(const NumberedBatch&, const NumberedBatch&) = default;
};

std::int64_t count_batches(Range range, std::int64_t batch_size);

// The wave that begins with batch `first`: at most `max_parallelism` batches, the last cut at the range's
// end.
std::vector<NumberedBatch> wave(Range range, std::int64_t batch_size, std::int64_t first,
                                std::int64_t max_parallelism);

}  // namespace burst
