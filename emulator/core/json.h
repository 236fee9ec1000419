#pragma once
// Boost.JSON under the name the house uses, and the few look-ups everybody needs.
#include <boost/json.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace orrery {

namespace json = boost::json;

inline std::string_view view(const json::string& text) { return {text.data(), text.size()}; }
std::string_view view(json::string&& text) = delete;  // it would look at what is gone
inline json::string_view boost_view(std::string_view text) { return {text.data(), text.size()}; }

// The member, or nullptr where it is absent or null.
const json::value* find(const json::object& object, std::string_view name);
json::value* find(json::object& object, std::string_view name);

// The member if it has that type; std::nullopt or nullptr otherwise.
std::optional<std::string_view> find_text(const json::object& object, std::string_view name);
std::optional<std::int64_t> find_number(const json::object& object, std::string_view name);
const json::object* find_object(const json::object& object, std::string_view name);
const json::array* find_array(const json::object& object, std::string_view name);

// A copy of the member if it is a text; `otherwise` if not.
std::string text_of(const json::object& object, std::string_view name, std::string_view otherwise = {});

// Compact text.
std::string to_text(const json::value& value);
std::string to_text(const json::object& object);
std::string to_text(const json::array& array);

// Parses with room for `max_depth` levels. std::nullopt where the text is not one JSON value.
std::optional<json::value> parse_json(std::string_view text, std::size_t max_depth = 512,
                                      json::storage_ptr storage = {});

}  // namespace orrery
