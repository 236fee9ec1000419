#include "burst/mandelbrot/png_writer.h"

#include <png.h>
#include <stdexcept>
#include <utility>

namespace burst {

struct PngWriter::State {
  png_structp png = nullptr;
  png_infop info = nullptr;
  std::string out;
  ~State() { png_destroy_write_struct(&png, &info); }
};

namespace {

[[noreturn]] void refuse(png_structp, png_const_charp message) {
  throw std::runtime_error(std::string("libpng: ") + message);
}

void ignore_warning(png_structp, png_const_charp) {}

void append(png_structp png, png_bytep bytes, std::size_t count) {
  static_cast<std::string*>(png_get_io_ptr(png))->append(reinterpret_cast<const char*>(bytes), count);
}

void flush_nothing(png_structp) {}

constexpr int zlib_level = 4;  // half the time of the default level for a tenth more bytes

}  // namespace

PngWriter::PngWriter(int width, int height) : state_(std::make_unique<State>()) {
  State& state = *state_;
  state.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, refuse, ignore_warning);
  if (state.png == nullptr) throw std::runtime_error("libpng: no memory");
  state.info = png_create_info_struct(state.png);
  png_set_write_fn(state.png, &state.out, append, flush_nothing);
  png_set_user_limits(state.png, 1'000'000, 1'000'000);
  png_set_compression_level(state.png, zlib_level);
  png_set_filter(state.png, 0, PNG_FILTER_SUB | PNG_FILTER_UP);
  png_set_IHDR(state.png, state.info, static_cast<png_uint_32>(width), static_cast<png_uint_32>(height), 8,
               PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_write_info(state.png, state.info);
}

PngWriter::~PngWriter() = default;

void PngWriter::write_row(std::string_view rgb) {
  png_write_row(state_->png, reinterpret_cast<png_const_bytep>(rgb.data()));
}

void PngWriter::finish() { png_write_end(state_->png, state_->info); }

std::string PngWriter::take() { return std::exchange(state_->out, {}); }

}  // namespace burst
