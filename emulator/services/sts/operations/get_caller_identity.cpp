#include "services/sts/operations/operations.h"

namespace orrery::sts {

json::object get_caller_identity(Sts& sts, const Input& input) {
  json::object identity = sts.identity(input.context);
  identity["Account"] = input.context.account;
  return identity;
}

}  // namespace orrery::sts
