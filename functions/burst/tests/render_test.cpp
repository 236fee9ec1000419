#include "burst/mandelbrot/render.h"

#include <catch2/catch.hpp>

#include "orrery/sigv4.h"

using namespace burst;

TEST_CASE("tiles cover the picture, smaller at its right and lower edge", "[burst]") {
  const Picture picture =
      Picture::read({{"bucket", "b"}, {"width", 450}, {"height", 210}, {"tileSize", 200}});
  CHECK(picture.tiles() == 6);
  CHECK(picture.tile(2).x == 400);
  CHECK(picture.tile(2).width == 50);
  CHECK(picture.tile(5).y == 200);
  CHECK(picture.tile(5).height == 10);
}

TEST_CASE("a pixel does not depend on the tile that holds it", "[burst]") {
  const Picture whole = Picture::read({{"bucket", "b"}, {"width", 64}, {"height", 48}, {"tileSize", 64}});
  const Picture parts = Picture::read({{"bucket", "b"}, {"width", 64}, {"height", 48}, {"tileSize", 16}});
  const std::string all = render(whole, whole.tile(0));
  const Tile tile = parts.tile(6);
  const std::string part = render(parts, tile);
  for (int y = 0; y < tile.height; ++y) {
    const auto at = static_cast<std::size_t>(((tile.y + y) * 64 + tile.x) * 3);
    CHECK(all.substr(at, 48) == part.substr(static_cast<std::size_t>(y) * 48, 48));
  }
}

TEST_CASE("parameters that make no picture are refused", "[burst]") {
  CHECK_THROWS_AS(Picture::read({{"width", 64}}), orrery::lambda::Error);
  CHECK_THROWS_AS(Picture::read({{"bucket", "b"}, {"width", 0}}), orrery::lambda::Error);
  CHECK_THROWS_AS(Picture::read({{"bucket", "b"}, {"tileSize", "many"}}), orrery::lambda::Error);
}
