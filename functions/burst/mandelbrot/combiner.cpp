// Puts the tiles of a job together into one PNG and uploads it. Holds one row of tiles at a time, whatever
// the size of the picture. Tiles of batches that have no row are drawn as a grey checkerboard.
#include <cstdio>
#include <string>
#include <vector>

#include "burst/batch.h"
#include "burst/mandelbrot/picture.h"
#include "burst/mandelbrot/png_writer.h"
#include "orrery/aws/s3.h"
#include "orrery/lambda.h"

namespace {

using namespace burst;
using orrery::aws::Client;

std::vector<bool> finished_tiles(Client& aws, const json::object& event, const Picture& picture) {
  std::vector<bool> finished(static_cast<std::size_t>(picture.tiles()));
  const auto read = [](const json::object& row, const char* name) {
    return std::strtoull(row.at(name).at("N").as_string().c_str(), nullptr, 10);
  };
  const json::object query = rows_of(required_text(event, "jobId"), required_text(event, "tasksTableName"));
  orrery::aws::dynamodb::query(aws, query, [&](const json::object& page) {
    for (const json::value& item : page.at("Items").as_array()) {
      const json::object& row = item.as_object();
      const std::size_t end = std::min<std::size_t>(read(row, "endIndex"), finished.size());
      for (std::size_t tile = read(row, "startIndex"); tile < end; ++tile) finished[tile] = true;
    }
  });
  return finished;
}

void paint_missing(std::string& strip, const Picture& picture, const Tile& tile) {
  for (int y = 0; y < tile.height; ++y) {
    for (int x = tile.x; x < tile.x + tile.width; ++x) {
      const char grey = (((x >> 4) + ((tile.y + y) >> 4)) & 1) != 0 ? '\x60' : '\x50';
      const std::size_t at = (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                              static_cast<std::size_t>(x)) *
                             3;
      strip.replace(at, 3, 3, grey);
    }
  }
}

void paint(std::string& strip, const Picture& picture, const Tile& tile, const std::string& pixels) {
  const std::size_t row = static_cast<std::size_t>(tile.width) * 3;
  if (pixels.size() != row * static_cast<std::size_t>(tile.height)) {
    throw orrery::lambda::Error("BadTile", "a tile has " + std::to_string(pixels.size()) + " bytes");
  }
  for (int y = 0; y < tile.height; ++y) {
    const std::size_t at = (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                            static_cast<std::size_t>(tile.x)) *
                           3;
    strip.replace(at, row, pixels, static_cast<std::size_t>(y) * row, row);
  }
}

json::object combine(Client& aws, const json::object& event) {
  using namespace orrery::aws;
  const json::object wishes = parameters(event);
  const Picture picture = Picture::read(wishes);
  const std::string job = required_text(event, "jobId");
  const std::string key = text(wishes, "key", job + "/picture.png");
  const std::vector<bool> finished = finished_tiles(aws, event, picture);

  std::int64_t missing = 0;
  s3::Upload upload(aws, {picture.bucket, key}, "image/png");
  PngWriter png(picture.width, picture.height);
  const std::size_t row_bytes = static_cast<std::size_t>(picture.width) * 3;
  std::string strip(row_bytes * static_cast<std::size_t>(picture.tile_size), '\0');
  for (int row = 0; row < picture.rows(); ++row) {
    int height = 0;
    for (int column = 0; column < picture.columns(); ++column) {
      const std::int64_t index = std::int64_t{row} * picture.columns() + column;
      const Tile tile = picture.tile(index);
      height = tile.height;
      if (finished[static_cast<std::size_t>(index)]) {
        paint(strip, picture, tile, s3::get_object(aws, {picture.bucket, tile_key(job, index)}));
      } else {
        paint_missing(strip, picture, tile);
        ++missing;
      }
    }
    for (int y = 0; y < height; ++y) {
      png.write_row(std::string_view(strip).substr(static_cast<std::size_t>(y) * row_bytes, row_bytes));
    }
    upload.write(png.take());
  }
  png.finish();
  upload.write(png.take());
  const std::size_t bytes = upload.finish();
  return {{"bucket", picture.bucket}, {"key", key},     {"width", picture.width},
          {"height", picture.height}, {"bytes", bytes}, {"tiles", picture.tiles()},
          {"missingTiles", missing}};
}

}  // namespace

int main() {
  Client aws;
  orrery::lambda::run([&](const orrery::lambda::Request& request) {
    const json::object event = read_event(request.payload);
    json::object result = combine(aws, event);
    for (const char* name :
         {"jobId", "elapsedSecs", "numBatches", "numRemaining", "timedOut", "batchErrors"}) {
      if (const json::value* value = find(event, name)) result[name] = *value;
    }
    return json::serialize(result);
  });
}
