#include "core/protocol/java_text.h"

#include "core/ascii.h"

namespace orrery::protocol {

std::string java_text(const json::array& list, std::string_view name,
                      std::initializer_list<std::string_view> members) {
  std::string text = "[";
  for (const json::value& item : list) {
    if (text.size() > 1) text += ", ";
    text.append(name).append("(");
    for (const std::string_view member : members) {
      if (member != *members.begin()) text += ", ";
      text += lower_first(member) + "=";
      const json::value* value = item.is_object() ? find(item.get_object(), member) : nullptr;
      if (value == nullptr)
        text += "null";
      else
        text += value->is_string() ? std::string(view(value->get_string())) : to_text(*value);
    }
    text += ")";
  }
  return text + "]";
}

}  // namespace orrery::protocol
