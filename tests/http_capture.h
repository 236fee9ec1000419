#pragma once
// A raw request of a real client (fixtures/wire) as plain data.
#include <fstream>
#include <optional>
#include <sstream>
#include <string>

#include "core/http.h"

namespace orrery {

inline std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

// std::nullopt where the bytes do not begin with a request line.
inline std::optional<HttpRequest> parse_capture(const std::string& bytes) {
  const auto end = bytes.find("\r\n\r\n");
  const auto line_end = bytes.find("\r\n");
  if (end == std::string::npos) return std::nullopt;
  HttpRequest request;
  const std::string line = bytes.substr(0, line_end);
  const auto first = line.find(' '), last = line.rfind(' ');
  if (first == last) return std::nullopt;
  request.method = line.substr(0, first);
  request.target = line.substr(first + 1, last - first - 1);
  for (std::size_t at = line_end + 2; at < end;) {
    const auto next = bytes.find("\r\n", at);
    const std::string field = bytes.substr(at, next - at);
    const auto colon = field.find(':');
    if (colon != std::string::npos) {
      const auto value = field.find_first_not_of(' ', colon + 1);
      request.headers.add(field.substr(0, colon), value == std::string::npos ? "" : field.substr(value));
    }
    at = next + 2;
  }
  request.body = bytes.substr(end + 4);
  return request;
}

}  // namespace orrery
