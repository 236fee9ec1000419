#pragma once
// A PNG, written row by row without ever holding the picture.
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace burst {

class PngWriter {
 public:
  // 8 bits each of red, green and blue. Throws std::runtime_error where libpng refuses.
  PngWriter(int width, int height);
  ~PngWriter();

  void write_row(std::string_view rgb);  // width * 3 bytes
  void finish();                         // after the last row
  std::string take();                    // the bytes that came since it was last called

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace burst
