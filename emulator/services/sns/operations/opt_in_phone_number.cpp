#include "services/sns/operations/operations.h"
#include "services/sns/phone_number.h"

namespace orrery::sns {

json::object opt_in_phone_number(Sns&, const Input& input) {
  check_phone_number(input.text("phoneNumber"));
  return {};
}

}  // namespace orrery::sns
