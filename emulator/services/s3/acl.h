#pragma once
// Access control lists as one account needs them: kept and said again, not enforced.
#include "services/s3/request.h"
#include "services/s3/s3.h"

namespace orrery::s3 {

// {"Owner", "Grants"} from x-amz-acl, x-amz-grant-* or the AccessControlPolicy; empty where none is given.
json::object acl_from(const Request& request, std::string_view account);
// The same where one must be given. Refuses with MissingSecurityHeader.
json::object wanted_acl(const Request& request, std::string_view account);
// As answered: an empty one is the owner's full control.
json::object acl_answer(const json::object& acl, std::string_view account);
// Refuses where the bucket's ownership controls rule lists out.
void check_acls_allowed(S3& s3, const Bucket& bucket, const Request& request);
// Whether anybody at all may do this by the list: "READ", "WRITE".
bool is_public(const json::object& acl, std::string_view permission);

}  // namespace orrery::s3
