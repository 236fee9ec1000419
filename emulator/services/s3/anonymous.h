#pragma once
// Requests that nobody signed: let in where the bucket's policy or an access control list lets everybody in.
#include "core/http.h"
#include "services/s3/s3.h"

namespace orrery::s3 {

// Whether it carries no signature, neither in a header nor in its query.
bool is_anonymous(const HttpRequest& request, const std::vector<std::pair<std::string, std::string>>& query);

// Refuses with AccessDenied; with NoSuchBucket where there is none.
void check_anonymous(S3& s3, const Context& context, std::string_view operation, std::string_view bucket,
                     std::string_view key);

}  // namespace orrery::s3
