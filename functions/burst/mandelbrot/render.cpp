#include "burst/mandelbrot/render.h"

#include <array>
#include <cmath>
#include <cstdint>

namespace burst {
namespace {

struct Colour {
  int red, green, blue;
};

struct Stop {
  int position;
  Colour colour;
};

constexpr int palette_size = 2048;
constexpr double colours_per_root = 160.0;  // of the iterations: the first ones differ most
constexpr std::array<Stop, 6> stops = {{{0, {0, 7, 100}},
                                        {328, {32, 107, 203}},
                                        {860, {237, 255, 255}},
                                        {1316, {255, 170, 0}},
                                        {1756, {0, 2, 0}},
                                        {palette_size, {0, 7, 100}}}};

std::array<Colour, palette_size> make_palette() {
  std::array<Colour, palette_size> palette{};
  std::size_t stop = 0;
  for (int index = 0; index < palette_size; ++index) {
    if (index >= stops[stop + 1].position) ++stop;
    const Stop& from = stops[stop];
    const Stop& to = stops[stop + 1];
    const auto blend = [&](int a, int b) {
      return (a * (to.position - index) + b * (index - from.position)) / (to.position - from.position);
    };
    palette[static_cast<std::size_t>(index)] = {blend(from.colour.red, to.colour.red),
                                                blend(from.colour.green, to.colour.green),
                                                blend(from.colour.blue, to.colour.blue)};
  }
  return palette;
}

// Good to four digits for values from 1 up; a library's logarithm differs from language to language.
double log2_of(double value) {
  double exponent = 0.0;
  while (value >= 2.0) {
    value = value * 0.5;
    exponent = exponent + 1.0;
  }
  const double s = (value - 1.0) / (value + 1.0);
  const double s2 = s * s;
  return exponent +
         2.8853900817779268 * s * (1.0 + s2 * (0.3333333333333333 + s2 * (0.2 + s2 * 0.14285714285714285)));
}

constexpr double escape = 256.0;  // of the squared radius

// The colour's place in the palette, or -1 inside the set.
int colour_of(double cr, double ci, int max_iterations) {
  const double ci2 = ci * ci;
  const double x = cr - 0.25;
  const double q = x * x + ci2;
  if (q * (q + x) <= 0.25 * ci2) return -1;                // the heart
  if ((cr + 1.0) * (cr + 1.0) + ci2 <= 0.0625) return -1;  // the disk to its left
  double zr = 0.0, zi = 0.0;
  for (int n = 0; n < max_iterations; ++n) {
    const double zr2 = zr * zr;
    const double zi2 = zi * zi;
    const double radius = zr2 + zi2;
    if (radius > escape) {
      const double smooth = static_cast<double>(n) + 1.0 - log2_of(log2_of(radius) * 0.125);
      return static_cast<int>(std::sqrt(smooth) * colours_per_root) % palette_size;
    }
    zi = 2.0 * zr * zi + ci;
    zr = zr2 - zi2 + cr;
  }
  return -1;
}

}  // namespace

std::string render(const Picture& picture, const Tile& tile) {
  static const std::array<Colour, palette_size> palette = make_palette();
  const double step = picture.span / picture.width;
  std::string pixels;
  pixels.reserve(static_cast<std::size_t>(tile.width) * static_cast<std::size_t>(tile.height) * 3);
  for (int y = tile.y; y < tile.y + tile.height; ++y) {
    const double ci = picture.center_y + (y + 0.5 - picture.height * 0.5) * step;
    for (int x = tile.x; x < tile.x + tile.width; ++x) {
      const double cr = picture.center_x + (x + 0.5 - picture.width * 0.5) * step;
      const int place = colour_of(cr, ci, picture.max_iterations);
      const Colour colour = place < 0 ? Colour{0, 0, 0} : palette[static_cast<std::size_t>(place)];
      pixels += static_cast<char>(colour.red);
      pixels += static_cast<char>(colour.green);
      pixels += static_cast<char>(colour.blue);
    }
  }
  return pixels;
}

}  // namespace burst
