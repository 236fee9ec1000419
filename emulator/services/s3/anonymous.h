#pragma once
// Requests that nobody signed: let in where the bucket's policy or an access control list lets everybody in.
#include "core/http.h"
#include "services/s3/policy_conditions.h"
#include "services/s3/s3.h"
#include "services/s3/wire/address.h"

namespace orrery::s3 {

// Whether it carries no signature, neither in a header nor in its query.
bool is_anonymous(const HttpRequest& request, const Query& query);

// Only who signs may say how an answer is labelled.
void check_no_overrides(const Query& query);

// Refuses with AccessDenied; with NoSuchBucket where there is none.
void check_anonymous(S3& s3, const Context& context, std::string_view operation, std::string_view bucket,
                     std::string_view key, const Facts& facts, bool of_version = false);

}  // namespace orrery::s3
