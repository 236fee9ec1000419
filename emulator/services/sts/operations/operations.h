#pragma once
// The operations of STS, one file each.
#include "services/sts/sts.h"

namespace orrery::sts {

json::object assume_role(Sts& sts, const Input& input);
json::object assume_role_with_web_identity(Sts& sts, const Input& input);
json::object get_access_key_info(Sts& sts, const Input& input);
json::object get_caller_identity(Sts& sts, const Input& input);
json::object get_federation_token(Sts& sts, const Input& input);
json::object get_session_token(Sts& sts, const Input& input);

}  // namespace orrery::sts
