#pragma once
// What S3 calls a request on the wire: sixteen capital letters and digits, and the host that answered.
#include <string>

#include "core/context.h"
#include "core/digest.h"

namespace orrery::s3 {

std::string request_id(const Context& context);
std::string host_id(const Context& context);

}  // namespace orrery::s3
