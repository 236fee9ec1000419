#pragma once
// Members of a job's events. Numbers may come as strings: callers in shells and templates send them so.
#include <boost/json.hpp>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "orrery/lambda.h"

namespace burst {

namespace json = boost::json;

inline orrery::lambda::Error invalid(const std::string& what) { return {"InvalidEvent", what}; }

inline json::object read_event(const std::string& payload) {
  boost::system::error_code malformed;
  json::value event = json::parse(payload, malformed);
  if (malformed || !event.is_object()) throw invalid("the event is not a JSON object");
  return std::move(event.as_object());
}

inline const json::value* find(const json::object& event, std::string_view name) {
  const json::value* value = event.if_contains(json::string_view(name.data(), name.size()));
  return value == nullptr || value->is_null() ? nullptr : value;
}

inline std::optional<std::int64_t> number(const json::object& event, std::string_view name) {
  const json::value* value = find(event, name);
  if (value == nullptr) return std::nullopt;
  if (value->is_int64()) return value->as_int64();
  if (value->is_double() &&
      value->as_double() == static_cast<double>(static_cast<std::int64_t>(value->as_double()))) {
    return static_cast<std::int64_t>(value->as_double());
  }
  if (value->is_string()) {
    const json::string& text = value->as_string();
    std::int64_t result = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), result);
    if (read.ec == std::errc() && read.ptr == text.data() + text.size()) return result;
  }
  throw invalid(std::string(name) + " is not a whole number");
}

inline std::int64_t required_number(const json::object& event, std::string_view name) {
  const auto value = number(event, name);
  if (!value) throw invalid(std::string(name) + " is missing");
  return *value;
}

inline double real(const json::object& event, std::string_view name, double otherwise) {
  const json::value* value = find(event, name);
  if (value == nullptr) return otherwise;
  if (!value->is_number()) throw invalid(std::string(name) + " is not a number");
  return value->to_number<double>();
}

inline std::string text(const json::object& event, std::string_view name, std::string_view otherwise = {}) {
  const json::value* value = find(event, name);
  if (value == nullptr) return std::string(otherwise);
  if (!value->is_string()) throw invalid(std::string(name) + " is not a string");
  return std::string(value->as_string());
}

inline std::string required_text(const json::object& event, std::string_view name) {
  std::string value = text(event, name);
  if (value.empty()) throw invalid(std::string(name) + " is missing");
  return value;
}

inline json::object parameters(const json::object& event) {
  const json::value* value = find(event, "jobParameters");
  if (value == nullptr) return {};
  if (!value->is_object()) throw invalid("jobParameters is not an object");
  return value->as_object();
}

}  // namespace burst
