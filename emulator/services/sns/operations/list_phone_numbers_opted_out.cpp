#include "services/sns/operations/operations.h"

namespace orrery::sns {

json::object list_phone_numbers_opted_out(Sns&, const Input&) { return {{"phoneNumbers", json::array{}}}; }

}  // namespace orrery::sns
