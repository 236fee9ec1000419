#include "services/s3/ids.h"

#include <cctype>

namespace orrery::s3 {

std::string request_id(const Context& context) {
  std::string id = to_hex(sha256(context.request_id)).substr(0, 16);
  for (char& c : id) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return id;
}

std::string host_id(const Context& context) { return to_base64(sha256(context.request_id)); }

}  // namespace orrery::s3
