#pragma once
// The dates of HTTP ("Sat, 21 Nov 2026 02:43:00 GMT") and of AWS's JSON ("2026-11-21T02:43:00.123Z").
#include <chrono>
#include <cstdio>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>

namespace orrery::shim {

using MilliTime = std::chrono::time_point<std::chrono::system_clock, std::chrono::milliseconds>;

inline std::optional<MilliTime> parse_http_date(std::string_view text) {
  std::tm parts{};
  if (strptime(std::string(text).c_str(), "%a, %d %b %Y %H:%M:%S GMT", &parts) == nullptr)
    return std::nullopt;
  return MilliTime(std::chrono::seconds(timegm(&parts)));
}

inline std::string iso_date(MilliTime when) {
  const long long milliseconds = when.time_since_epoch().count();
  const auto seconds = static_cast<std::time_t>(milliseconds / 1000);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[64];
  const std::size_t length = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
  std::snprintf(text + length, sizeof text - length, ".%03dZ", static_cast<int>(milliseconds % 1000));
  return text;
}

inline std::optional<MilliTime> parse_iso_date(std::string_view text) {
  std::tm parts{};
  const std::string copy(text);
  const char* rest = strptime(copy.c_str(), "%Y-%m-%dT%H:%M:%S", &parts);
  if (rest == nullptr) return std::nullopt;
  double fraction = 0;
  if (*rest == '.') fraction = std::strtod(rest, nullptr);
  return MilliTime(std::chrono::seconds(timegm(&parts)) +
                   std::chrono::milliseconds(static_cast<long long>(fraction * 1000 + 0.5)));
}

}  // namespace orrery::shim
