#include "services/sns/operations/operations.h"
#include "services/sns/phone_number.h"

namespace orrery::sns {

// Text messages reach nobody, so nobody has asked for none.
json::object check_if_phone_number_is_opted_out(Sns&, const Input& input) {
  check_phone_number(input.text("phoneNumber"));
  return {{"isOptedOut", false}};
}

}  // namespace orrery::sns
