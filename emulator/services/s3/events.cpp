#include "services/s3/events.h"

namespace orrery::s3 {

void announce(S3&, const Bucket&, const Context&, std::string_view, const Version&) {}

}  // namespace orrery::s3
