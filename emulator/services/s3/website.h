#pragma once
// A bucket as a website: index and error documents, redirects.
#include "services/s3/s3.h"

namespace orrery::s3 {

// The answer to GET or HEAD on the website's host.
HttpReply serve_website(S3& s3, const Context& context, const HttpRequest& request, std::string_view bucket,
                        std::string_view key);

}  // namespace orrery::s3
