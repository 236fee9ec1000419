#pragma once
// The picture of a job, as its jobParameters describe it, and the tiles it is cut into.
#include <algorithm>
#include <cstdint>
#include <string>

#include "burst/event.h"

namespace burst {

struct Tile {
  int x = 0, y = 0;  // of the upper left corner
  int width = 0, height = 0;
};

struct Picture {
  std::string bucket;
  int width = 1600, height = 1200;
  int tile_size = 200;
  int max_iterations = 1000;
  double center_x = -0.65, center_y = 0.0;
  double span = 3.4;  // what the width shows of the plane

  int columns() const { return (width + tile_size - 1) / tile_size; }
  int rows() const { return (height + tile_size - 1) / tile_size; }
  std::int64_t tiles() const { return std::int64_t{columns()} * rows(); }

  Tile tile(std::int64_t index) const {
    const int x = static_cast<int>(index % columns()) * tile_size;
    const int y = static_cast<int>(index / columns()) * tile_size;
    return {x, y, std::min(tile_size, width - x), std::min(tile_size, height - y)};
  }

  static Picture read(const json::object& parameters) {
    const auto side = [&](std::string_view name, int otherwise) {
      const std::int64_t value = number(parameters, name).value_or(otherwise);
      if (value < 1 || value > 1'000'000) throw invalid(std::string(name) + " must be from 1 to 1000000");
      return static_cast<int>(value);
    };
    Picture picture;
    picture.bucket = required_text(parameters, "bucket");
    picture.width = side("width", picture.width);
    picture.height = side("height", picture.height);
    picture.tile_size = side("tileSize", picture.tile_size);
    picture.max_iterations = side("maxIterations", picture.max_iterations);
    picture.center_x = real(parameters, "centerX", picture.center_x);
    picture.center_y = real(parameters, "centerY", picture.center_y);
    picture.span = real(parameters, "span", picture.span);
    return picture;
  }
};

// Where a worker leaves a tile: 3 bytes per pixel, row by row.
inline std::string tile_key(const std::string& job, std::int64_t index) {
  return job + "/tiles/" + std::to_string(index) + ".rgb";
}

}  // namespace burst
