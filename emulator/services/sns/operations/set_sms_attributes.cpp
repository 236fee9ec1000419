#include "services/sns/operations/operations.h"
#include "services/sns/phone_number.h"

namespace orrery::sns {

json::object set_sms_attributes(Sns& sns, const Input& input) {
  json::object all = sms_attributes(sns.store, input.context);
  for (const auto& [name, value] : input.object("attributes")) {
    if (!is_sms_attribute({name.data(), name.size()}))
      throw AwsError("InvalidParameter", std::string(name) + " is not a valid attribute");
    if (name == "DefaultSMSType" && value != "Promotional" && value != "Transactional")
      throw AwsError("InvalidParameter", "DefaultSMSType is invalid");
    all[name] = value;
  }
  sns.store.put(sms_key(input.context), to_text(all));
  return {};
}

}  // namespace orrery::sns
