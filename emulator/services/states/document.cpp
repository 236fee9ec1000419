#include "services/states/document.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace orrery::states {
Failure runtime_failure(std::string cause, std::string error) {
  Failure failure(std::move(error), std::move(cause));
  failure.in_state = true;
  return failure;
}

std::string text_or_print(const json::value& value) {
  return value.is_string() ? std::string(view(value.get_string())) : print(value);
}

bool nests_deeper(const json::value& value, std::size_t levels) {
  if (!value.is_structured()) return false;
  if (levels == 0) return true;
  if (const auto* list = value.if_array()) {
    return std::any_of(list->begin(), list->end(),
                       [&](const json::value& one) { return nests_deeper(one, levels - 1); });
  }
  const json::object& object = value.get_object();
  return std::any_of(object.begin(), object.end(),
                     [&](const auto& member) { return nests_deeper(member.value(), levels - 1); });
}

std::optional<json::value> read_document(std::string_view text) { return parse_json(text, deepest_data); }
std::optional<json::value> read_kept(std::string_view text) { return parse_json(text, 2 * deepest_data); }

bool has_reserved(std::string_view name, std::string_view reserved) {
  bool found = name.find_first_of(reserved) != std::string_view::npos;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const auto byte = static_cast<unsigned char>(name[i]);
    found |= byte < 0x20 || byte == 0x7f;
    found |= byte == 0xc2 && i + 1 < name.size() && static_cast<unsigned char>(name[i + 1]) < 0xa0;
  }
  return found;
}

bool is_number(const json::value& value) { return value.is_number(); }

double number_of(const json::value& value) {
  assert(value.is_number());
  if (value.is_int64()) return static_cast<double>(value.get_int64());
  if (value.is_uint64()) return static_cast<double>(value.get_uint64());
  return value.get_double();
}

std::optional<std::int64_t> integer_of(const json::value& value) {
  if (value.is_int64()) return value.get_int64();
  if (value.is_double()) {
    const double number = value.get_double();
    if (std::nearbyint(number) == number && std::fabs(number) < 9e15)
      return static_cast<std::int64_t>(number);
  }
  return std::nullopt;
}

bool same(const json::value& a, const json::value& b) {
  if (a.is_number() && b.is_number()) {
    if (a.is_int64() && b.is_int64()) return a.get_int64() == b.get_int64();
    return number_of(a) == number_of(b);
  }
  if (a.kind() != b.kind()) return false;
  if (a.is_array()) {
    const auto& left = a.get_array();
    const auto& right = b.get_array();
    return std::equal(left.begin(), left.end(), right.begin(), right.end(), same);
  }
  if (a.is_object()) {
    const auto& left = a.get_object();
    const auto& right = b.get_object();
    if (left.size() != right.size()) return false;
    for (const auto& [name, member] : left) {
      const auto* other = right.if_contains(name);
      if (!other || !same(member, *other)) return false;
    }
    return true;
  }
  return a == b;
}

}  // namespace orrery::states
