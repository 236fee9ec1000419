#include "burst/tree.h"

#include <catch2/catch.hpp>
#include <limits>
#include <vector>

using namespace burst;

namespace {

// Dispatchers at each level, then the batches.
std::vector<std::size_t> shape(const Tree& tree, Range range) {
  std::vector<std::size_t> counts = {1};
  std::vector<Range> present = {range};
  for (int level = 0; level < tree.levels; ++level) {
    std::vector<Range> next;
    for (const Range& each : present) {
      for (const Range& child : children(tree, level, each)) next.push_back(child);
    }
    counts.push_back(next.size());
    present = std::move(next);
  }
  return counts;
}

using Counts = std::vector<std::size_t>;

}  // namespace

TEST_CASE("a tree has the published shape", "[burst]") {
  struct Case {
    Range range;
    std::int64_t batch_size;
    int levels;
    std::int64_t batches, branching;
    Counts shape;
  };
  const Case each = GENERATE(values<Case>({{{0, 48}, 10, 1, 5, 5, {1, 5}},
                                           {{0, 1200}, 4, 2, 300, 18, {1, 17, 300}},
                                           {{0, 695}, 1, 3, 695, 9, {1, 9, 78, 695}},
                                           {{0, 45018}, 40, 2, 1126, 34, {1, 34, 1126}},
                                           {{0, 0}, 10, 2, 0, 0, {1, 0, 0}},
                                           {{0, 1}, 10, 3, 1, 1, {1, 1, 1, 1}},
                                           {{100, 120}, 5, 1, 4, 4, {1, 4}}}));
  const Tree tree = plan(each.range, each.batch_size, each.levels, 3000);
  CHECK(tree.batches == each.batches);
  CHECK(tree.branching == each.branching);
  CHECK(shape(tree, each.range) == each.shape);
}

TEST_CASE("the last batch ends where the range ends", "[burst]") {
  const Tree tree = plan({0, 48}, 10, 1, 3000);
  CHECK(children(tree, 0, {0, 48}).back() == Range{40, 48});
  const std::int64_t most = std::numeric_limits<std::int64_t>::max();
  CHECK(children(plan({1, 5}, most, 1, 3000), 0, {1, 5}) == std::vector<Range>{{1, 5}});
}

TEST_CASE("batches grow where there would be more than may run at once", "[burst]") {
  const Tree tree = plan({0, 10000}, 1, 2, 3000);
  CHECK(tree.batch_size == 4);
  CHECK(tree.batches == 2500);
}

TEST_CASE("the branching factor is exact where a root in floating point is not", "[burst]") {
  CHECK(plan({0, 243}, 1, 5, 3000).branching == 3);
  CHECK(plan({0, 1000}, 1, 3, 3000).branching == 10);
  CHECK(plan({0, 1001}, 1, 3, 3000).branching == 11);
}

TEST_CASE("the batches of every tree cover the range once and have numbers of their own", "[burst]") {
  const auto batch_size = GENERATE(1, 3, 7);
  const auto levels = GENERATE(1, 2, 3, 4);
  const auto begin = GENERATE(0, 5, -20);
  const Range range{begin, 131};
  const Tree tree = plan(range, batch_size, levels, 3000);
  std::vector<Range> present = {range};
  for (int level = 0; level < levels; ++level) {
    std::vector<Range> next;
    for (const Range& each : present) {
      for (const Range& child : children(tree, level, each)) next.push_back(child);
    }
    present = std::move(next);
  }
  REQUIRE(present.size() == static_cast<std::size_t>(tree.batches));
  std::int64_t position = range.begin;
  std::int64_t id = batch_id(tree, range.begin);
  for (const Range& each : present) {
    CHECK(each.begin == position);
    CHECK(batch_id(tree, each.begin) == id++);
    position = each.end;
  }
  CHECK(position == range.end);
}
