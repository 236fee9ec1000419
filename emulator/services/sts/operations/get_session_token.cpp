#include "services/sts/operations/operations.h"

namespace orrery::sts {

json::object get_session_token(Sts& sts, const Input& input) {
  const auto duration_s = input.maybe_number("DurationSeconds", 900, 129600).value_or(43200);
  return {{"Credentials", sts.credentials(input.context.account, sts.identity(input.context), duration_s)}};
}

}  // namespace orrery::sts
