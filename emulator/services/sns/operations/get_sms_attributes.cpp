#include "services/sns/operations/operations.h"
#include "services/sns/phone_number.h"

namespace orrery::sns {

json::object get_sms_attributes(Sns& sns, const Input& input) {
  const json::object all = sms_attributes(sns.store, input.context);
  const json::array* wanted = input.maybe_list("attributes");
  if (!wanted || wanted->empty()) return {{"attributes", all}};
  json::object some;
  for (const json::value& name : *wanted)
    if (const auto* text = name.if_string(); text && all.contains(*text)) some[*text] = all.at(*text);
  return {{"attributes", std::move(some)}};
}

}  // namespace orrery::sns
