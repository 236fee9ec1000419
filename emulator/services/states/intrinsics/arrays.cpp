#include <algorithm>
#include <map>
#include <set>

#include "services/states/document.h"
#include "services/states/intrinsics/functions.h"
#include "services/states/java.h"

namespace orrery::states {
namespace {

const json::array& list(const json::value& value) {
  if (!value.is_array()) throw IntrinsicError{};
  return value.get_array();
}

json::value array(Arguments arguments, Entropy&) { return json::array(arguments.begin(), arguments.end()); }

json::value array_partition(Arguments arguments, Entropy&) {
  const json::array& all = list(arguments[0]);
  const std::int64_t size = whole_part(arguments[1]);
  if (size <= 0) throw IntrinsicError{};
  json::array chunks;
  for (std::size_t at = 0; at < all.size(); at += static_cast<std::size_t>(size)) {
    const auto end = std::min(all.size(), at + static_cast<std::size_t>(size));
    chunks.push_back(json::array(all.begin() + at, all.begin() + end));
  }
  return chunks;
}

// AWS compares texts: true is the string "true", and an object whose members stand in another order is
// another.
json::value array_contains(Arguments arguments, Entropy&) {
  const std::string wanted = text_or_print(arguments[1]);
  const json::array& all = list(arguments[0]);
  return std::any_of(all.begin(), all.end(),
                     [&](const json::value& element) { return text_or_print(element) == wanted; });
}

json::value array_range(Arguments arguments, Entropy&) {
  const std::int64_t first = whole_part(arguments[0]), last = whole_part(arguments[1]);
  const std::int64_t step = whole_part(arguments[2]);
  if (step == 0) throw IntrinsicError{};
  json::array range;
  for (std::int64_t number = first; step > 0 ? number <= last : number >= last; number += step) {
    if (range.size() == 1000) throw IntrinsicError{};
    range.push_back(number);
    if ((step > 0 && number > INT64_MAX - step) || (step < 0 && number < INT64_MIN - step)) break;
  }
  return range;
}

json::value array_get_item(Arguments arguments, Entropy&) {
  const json::array& all = list(arguments[0]);
  const std::int64_t index = whole_part(arguments[1]);
  if (index < 0) throw IntrinsicError{};
  if (all.empty()) return nullptr;
  if (static_cast<std::size_t>(index) >= all.size()) throw IntrinsicError{};
  return all[static_cast<std::size_t>(index)];
}

json::value array_length(Arguments arguments, Entropy&) {
  return static_cast<std::int64_t>(list(arguments[0]).size());
}

// What equal values print alike: the members of objects in the order of their names.
std::string sorted_print(const json::value& value) {
  std::string printed;
  if (value.is_array()) {
    for (const auto& element : value.get_array()) printed += sorted_print(element) + ",";
    return "[" + printed + "]";
  }
  if (!value.is_object()) return print(value);
  std::map<std::string_view, const json::value*> members;
  for (const auto& member : value.get_object()) members[member.key()] = &member.value();
  for (const auto& [name, member] : members)
    printed += print(json::string(name)) + ":" + sorted_print(*member) + ",";
  return "{" + printed + "}";
}

// AWS puts them into a HashSet, whose order it tells: [true, false] becomes [false, true].
json::value array_unique(Arguments arguments, Entropy&) {
  const json::array& all = list(arguments[0]);
  std::vector<const json::value*> found;
  std::vector<std::uint32_t> hashes;
  std::set<std::string> seen;
  for (const auto& element : all) {
    if (!seen.insert(sorted_print(element)).second) continue;
    found.push_back(&element);
    hashes.push_back(java_hash(element));
  }
  json::array unique;
  // A HashSet that is made of a list has room for one more.
  for (const std::size_t at : order_in_table(hashes, all.size() + 1)) unique.push_back(*found[at]);
  return unique;
}

constexpr IntrinsicFunction array_table[] = {
    {"States.Array", 0, 10000, array},
    {"States.ArrayPartition", 2, 2, array_partition},
    {"States.ArrayContains", 2, 2, array_contains},
    {"States.ArrayRange", 3, 3, array_range},
    {"States.ArrayGetItem", 2, 2, array_get_item},
    {"States.ArrayLength", 1, 1, array_length},
    {"States.ArrayUnique", 1, 1, array_unique},
};

}  // namespace

std::span<const IntrinsicFunction> array_functions() { return array_table; }

}  // namespace orrery::states
