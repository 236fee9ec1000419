#include "core/tags.h"

namespace orrery {

json::object tags_of(const json::array* list) {
  json::object tags;
  if (!list) return tags;
  for (const json::value& one : *list)
    if (const json::object* tag = one.if_object())
      tags[boost_view(find_text(*tag, "Key").value_or(""))] =
          boost_view(find_text(*tag, "Value").value_or(""));
  return tags;
}

json::array tag_list(const json::object& tags) {
  json::array list;
  list.reserve(tags.size());
  for (const auto& [key, value] : tags) list.push_back(json::object{{"Key", key}, {"Value", value}});
  return list;
}

}  // namespace orrery
