#pragma once
// The policy of a form upload: what it allows and until when. Its signature is taken on trust.
#include "core/clock.h"
#include "services/s3/wire/multipart_form.h"

namespace orrery::s3 {

// Refuses with AccessDenied where the form is not as the policy (base64 of JSON) says.
void check_post_policy(std::string_view policy, const FormData& form, std::string_view bucket, Instant now);

}  // namespace orrery::s3
