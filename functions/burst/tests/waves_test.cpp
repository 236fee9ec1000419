#include "burst/map/waves.h"

#include <catch2/catch.hpp>

using namespace burst;

TEST_CASE("the last batch of a wave ends where the range does", "[burst]") {
  CHECK(wave({0, 48}, 10, 0, 5000) ==
        std::vector<NumberedBatch>{{0, {0, 10}}, {1, {10, 20}}, {2, {20, 30}}, {3, {30, 40}}, {4, {40, 48}}});
  CHECK(wave({100, 120}, 10, 0, 5000) == std::vector<NumberedBatch>{{0, {100, 110}}, {1, {110, 120}}});
}

TEST_CASE("an empty range has no batches", "[burst]") {
  CHECK(count_batches({7, 7}, 10) == 0);
  CHECK(wave({7, 7}, 10, 0, 5000).empty());
}

TEST_CASE("waves follow each other without a gap", "[burst]") {
  const Range range{0, 45018};
  std::vector<NumberedBatch> all;
  std::size_t waves = 0;
  while (static_cast<std::int64_t>(all.size()) < count_batches(range, 40)) {
    for (const auto& batch : wave(range, 40, static_cast<std::int64_t>(all.size()), 500))
      all.push_back(batch);
    ++waves;
  }
  CHECK(waves == 3);
  CHECK(all.size() == 1126);
  for (std::size_t i = 1; i < all.size(); ++i) {
    CHECK(all[i].range.begin == all[i - 1].range.end);
    CHECK(all[i].id == all[i - 1].id + 1);
  }
  CHECK(all.back().range.end == range.end);
}
