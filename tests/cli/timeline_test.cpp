#include "cli/timeline.h"

#include <catch2/catch.hpp>

using namespace orrery::cli;

TEST_CASE("a lane is as high as much of it runs", "[cli]") {
  const std::string drawn =
      draw_timeline({{"one", {{0, 1'000'000}}}, {"none", {}}, {"two", {{500'000, 1'000'000}}}}, 20);
  CHECK(drawn ==
        "     0 s           1.00 s\n"
        "one  ████████████████████  1\n"
        "two            ██████████  1\n");
}

TEST_CASE("a span too short for a column is still seen", "[cli]") {
  const std::string drawn = draw_timeline({{"a", {{0, 1'000'000}, {0, 1}}}}, 10);
  CHECK(drawn.find("2, up to 2 at once") != std::string::npos);
  CHECK(draw_timeline({{"a", {{5, 6}}}}, 30).find("█") != std::string::npos);
}
