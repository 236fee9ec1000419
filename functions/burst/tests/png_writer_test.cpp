#include "burst/mandelbrot/png_writer.h"

#include <catch2/catch.hpp>
#include <png.h>
#include <string>
#include <vector>

using namespace burst;

TEST_CASE("a PNG reads back as the rows that were written", "[burst]") {
  constexpr int width = 37, height = 11;
  std::string pixels;
  for (int i = 0; i < width * height * 3; ++i) pixels += static_cast<char>(i * 7);
  PngWriter writer(width, height);
  std::string file = writer.take();
  for (int y = 0; y < height; ++y) {
    writer.write_row(std::string_view(pixels).substr(static_cast<std::size_t>(y) * width * 3, width * 3));
    file += writer.take();
  }
  writer.finish();
  file += writer.take();

  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  REQUIRE(png_image_begin_read_from_memory(&image, file.data(), file.size()) != 0);
  CHECK(image.width == width);
  CHECK(image.height == height);
  image.format = PNG_FORMAT_RGB;
  std::string read(PNG_IMAGE_SIZE(image), '\0');
  REQUIRE(png_image_finish_read(&image, nullptr, read.data(), 0, nullptr) != 0);
  CHECK(read == pixels);
}
