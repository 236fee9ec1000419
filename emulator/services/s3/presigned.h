#pragma once
// Presigned URLs: the signature is taken on trust, the time it is good for is not.
#include "core/clock.h"
#include "core/http.h"
#include "services/s3/wire/address.h"

namespace orrery::s3 {

// Refuses with AccessDenied where the URL has expired, AuthorizationQueryParametersError where it is
// malformed.
void check_presigned(const Query& query, const Headers& headers, Instant now);

}  // namespace orrery::s3
