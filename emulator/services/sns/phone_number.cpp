#include "services/sns/phone_number.h"

#include "core/record.h"
#include "services/sns/topics.h"

namespace orrery::sns {

bool is_phone_number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  return text.size() >= 2 && text.size() <= 15 && text[0] != '0' &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void check_phone_number(std::string_view text) {
  if (!is_phone_number(text)) throw invalid("PhoneNumber Reason: input incorrectly formatted");
}

bool is_sms_attribute(std::string_view name) {
  for (const char* known : {"MonthlySpendLimit", "DeliveryStatusIAMRole", "DeliveryStatusSuccessSamplingRate",
                            "DefaultSenderID", "DefaultSMSType", "UsageReportS3Bucket"})
    if (name == known) return true;
  return false;
}

Key sms_key(const Context& owner) { return Key("sns").text("sms").text(owner.account).text(owner.region); }

json::object sms_attributes(const Store& store, const Context& owner) {
  const auto kept = store.get(sms_key(owner));
  return kept ? stored_object(*kept) : json::object{{"MonthlySpendLimit", "1"}};
}

}  // namespace orrery::sns
