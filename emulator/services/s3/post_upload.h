#pragma once
// POST Object: an upload by a browser's form.
#include "services/s3/s3.h"

namespace orrery::s3 {

bool is_form_upload(const HttpRequest& request);
HttpReply post_upload(S3& s3, const Context& context, const HttpRequest& request, const std::string& bucket);

}  // namespace orrery::s3
