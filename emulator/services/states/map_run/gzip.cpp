#include <zlib.h>

#include "services/states/map_run/items.h"

namespace orrery::states {

std::string unpack_gzip(std::string_view bytes, std::size_t most) {
  z_stream stream{};
  constexpr int gzip_window = 15 + 16;
  if (inflateInit2(&stream, gzip_window) != Z_OK)
    throw Failure("States.ItemReaderFailed", "Cannot unpack the file");
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string text;
  char buffer[65536];
  int state = Z_OK;
  while (state == Z_OK && text.size() <= most) {
    stream.next_out = reinterpret_cast<Bytef*>(buffer);
    stream.avail_out = sizeof buffer;
    state = inflate(&stream, Z_NO_FLUSH);
    text.append(buffer, sizeof buffer - stream.avail_out);
  }
  inflateEnd(&stream);
  if (state != Z_STREAM_END) throw Failure("States.ItemReaderFailed", "The file is not gzip, or too large");
  return text;
}

}  // namespace orrery::states
