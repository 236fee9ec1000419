// Every caller is the root of its account: there are no other principals to tell apart.
#include "services/sts/operations/operations.h"

namespace orrery::sts {

json::object get_caller_identity(Sts&, const Input& input) {
  const std::string& account = input.context.account;
  return {{"UserId", account}, {"Account", account}, {"Arn", "arn:aws:iam::" + account + ":root"}};
}

}  // namespace orrery::sts
