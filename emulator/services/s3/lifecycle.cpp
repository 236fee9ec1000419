#include "services/s3/lifecycle.h"

namespace orrery::s3 {

std::optional<std::string> expiration_header(S3&, const Bucket&, const Version&) { return std::nullopt; }

}  // namespace orrery::s3
