#include "core/reply_bytes.h"

#include <algorithm>
#include <boost/beast/http/status.hpp>
#include <unistd.h>

namespace orrery {

namespace http = boost::beast::http;

std::string head_of(const HttpReply& reply, std::uint64_t length, bool keep_alive) {
  std::string head = "HTTP/1.1 " + std::to_string(reply.status) + ' ';
  const auto reason = http::obsolete_reason(http::int_to_status(static_cast<unsigned>(reply.status)));
  head.append(reason.data(), reason.size());
  head += "\r\n";
  for (const auto& [name, value] : reply.headers) {
    head += name + ": ";
    // A value may come from whoever stored it, and a line's end in it would begin a header of his own.
    for (const char letter : value)
      if (letter != '\r' && letter != '\n') head += letter;
    head += "\r\n";
  }
  const bool bodiless = reply.status == 204 || reply.status == 304 || reply.status < 200;
  if (!bodiless) head += "Content-Length: " + std::to_string(length) + "\r\n";
  if (!keep_alive) head += "Connection: close\r\n";
  head += "\r\n";
  return head;
}

void read_piece(const FileRange& file, std::size_t most, std::string& piece) {
  piece.resize(std::min<std::uint64_t>(most, file.length));
  std::size_t got = 0;
  while (got < piece.size()) {
    const auto count = ::pread(file.file->descriptor(), piece.data() + got, piece.size() - got,
                               static_cast<off_t>(file.offset + got));
    if (count <= 0) break;
    got += static_cast<std::size_t>(count);
  }
  piece.resize(got);
}

}  // namespace orrery
