#include "core/json.h"

namespace orrery {

const json::value* find(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(boost_view(name));
  return value && !value->is_null() ? value : nullptr;
}

json::value* find(json::object& object, std::string_view name) {
  json::value* value = object.if_contains(boost_view(name));
  return value && !value->is_null() ? value : nullptr;
}

std::optional<std::string_view> find_text(const json::object& object, std::string_view name) {
  const json::value* value = find(object, name);
  if (!value || !value->is_string()) return std::nullopt;
  return view(value->get_string());
}

std::optional<std::int64_t> find_number(const json::object& object, std::string_view name) {
  const json::value* value = find(object, name);
  if (!value) return std::nullopt;
  boost::system::error_code failed;
  const auto number = value->to_number<std::int64_t>(failed);
  if (failed) return std::nullopt;
  return number;
}

const json::object* find_object(const json::object& object, std::string_view name) {
  const json::value* value = find(object, name);
  return value ? value->if_object() : nullptr;
}

const json::array* find_array(const json::object& object, std::string_view name) {
  const json::value* value = find(object, name);
  return value ? value->if_array() : nullptr;
}

std::string to_text(const json::value& value) { return json::serialize(value); }
std::string to_text(const json::object& object) { return json::serialize(object); }
std::string to_text(const json::array& array) { return json::serialize(array); }

std::optional<json::value> parse_json(std::string_view text, std::size_t max_depth,
                                      json::storage_ptr storage) {
  json::parse_options options;
  options.max_depth = max_depth;
  boost::system::error_code failed;
  json::value value = json::parse(boost_view(text), failed, std::move(storage), options);
  if (failed) return std::nullopt;
  return value;
}

}  // namespace orrery
