#include "burst/map/waves.h"

#include <algorithm>

namespace burst {

std::int64_t count_batches(Range range, std::int64_t batch_size) {
  return range.size() <= 0 ? 0 : (range.size() - 1) / batch_size + 1;
}

std::vector<NumberedBatch> wave(Range range, std::int64_t batch_size, std::int64_t first,
                                std::int64_t max_parallelism) {
  const std::int64_t batches = count_batches(range, batch_size);
  const std::int64_t end = first + std::min(max_parallelism, std::max<std::int64_t>(0, batches - first));
  std::vector<NumberedBatch> found;
  for (std::int64_t id = first; id < end; ++id) {
    const std::int64_t begin = range.begin + id * batch_size;
    found.push_back({id, {begin, begin + std::min(batch_size, range.end - begin)}});
  }
  return found;
}

}  // namespace burst
