#include "services/sts/operations/operations.h"

namespace orrery::sts {

json::object get_access_key_info(Sts&, const Input& input) {
  const std::string_view key = input.text("AccessKeyId", 16, 128);
  return {{"Account", decode_account(key).value_or(input.context.account)}};
}

}  // namespace orrery::sts
