#include "core/clock.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>

namespace orrery {
namespace {

constexpr std::array<const char*, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::optional<Instant> from_civil(int year, int month, int day, int hour, int minute, int second) {
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok() || hour > 23 || minute > 59 || second > 60 || hour < 0 || minute < 0 || second < 0)
    return std::nullopt;
  return Instant{std::chrono::sys_days{date}} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
         std::chrono::seconds{second};
}

struct Civil {
  explicit Civil(Instant when)
      : days(std::chrono::floor<std::chrono::days>(when)),
        date(days),
        time(std::chrono::floor<std::chrono::milliseconds>(when - days)) {}
  std::chrono::sys_days days;
  std::chrono::year_month_day date;
  std::chrono::hh_mm_ss<std::chrono::milliseconds> time;
};

}  // namespace

Alarm& Alarm::operator=(Alarm&& other) noexcept {
  if (this != &other) {
    cancel();
    clock_ = std::exchange(other.clock_, nullptr);
    id_ = other.id_;
  }
  return *this;
}

void Alarm::cancel() {
  if (Clock* clock = std::exchange(clock_, nullptr)) clock->cancel(id_);
}

Busy::Busy(Clock& clock) : clock_(&clock) { clock.change_busy(+1); }

Busy& Busy::operator=(Busy&& other) noexcept {
  if (this != &other) {
    release();
    clock_ = std::exchange(other.clock_, nullptr);
  }
  return *this;
}

void Busy::release() {
  if (Clock* clock = std::exchange(clock_, nullptr)) clock->change_busy(-1);
}

std::int64_t epoch_seconds(Instant when) {
  return std::chrono::floor<std::chrono::seconds>(when.time_since_epoch()).count();
}

std::int64_t epoch_milliseconds(Instant when) {
  return std::chrono::floor<std::chrono::milliseconds>(when.time_since_epoch()).count();
}

double epoch_double(Instant when) { return static_cast<double>(epoch_milliseconds(when)) / 1000.0; }

// Requests may name any number; beyond the years that a calendar has four digits for it stays at their end,
// so that a duration may be added to it.
Instant from_epoch_milliseconds(std::int64_t milliseconds) {
  constexpr std::int64_t most = 253'402'300'799'999;
  return Instant{std::chrono::milliseconds{std::clamp(milliseconds, -most, most)}};
}

std::string iso_time(Instant when) {
  const Civil civil(when);
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(civil.date.year()),
                static_cast<unsigned>(civil.date.month()), static_cast<unsigned>(civil.date.day()),
                static_cast<int>(civil.time.hours().count()), static_cast<int>(civil.time.minutes().count()),
                static_cast<int>(civil.time.seconds().count()),
                static_cast<int>(civil.time.subseconds().count()));
  return text;
}

std::string http_time(Instant when) {
  const Civil civil(when);
  char text[48];
  std::snprintf(text, sizeof text, "%s, %02u %s %04d %02d:%02d:%02d GMT",
                weekdays[std::chrono::weekday(civil.days).c_encoding()],
                static_cast<unsigned>(civil.date.day()),
                months[static_cast<unsigned>(civil.date.month()) - 1], static_cast<int>(civil.date.year()),
                static_cast<int>(civil.time.hours().count()), static_cast<int>(civil.time.minutes().count()),
                static_cast<int>(civil.time.seconds().count()));
  return text;
}

std::optional<Instant> parse_iso_time(std::string_view view) {
  const std::string text(view);
  int year, month, day, hour, minute, second, used = 0;
  if (std::sscanf(text.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d%n", &year, &month, &day, &hour, &minute, &second,
                  &used) != 6 ||
      used != 19)
    return std::nullopt;
  auto when = from_civil(year, month, day, hour, minute, second);
  if (!when) return std::nullopt;
  std::size_t at = 19;
  if (at < text.size() && (text[at] == '.' || text[at] == ',')) {
    std::int64_t unit = 100'000;
    const std::size_t first = ++at;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, unit /= 10)
      *when += Duration{(text[at] - '0') * unit};
    if (at == first) return std::nullopt;
  }
  if (text.substr(at) == "Z" || text.substr(at) == "z") return when;
  int hours, minutes;
  char sign;
  if (std::sscanf(text.c_str() + at, "%c%2d:%2d%n", &sign, &hours, &minutes, &used) != 3 || used != 6 ||
      at + 6 != text.size() || (sign != '+' && sign != '-'))
    return std::nullopt;
  const auto offset = std::chrono::hours{hours} + std::chrono::minutes{minutes};
  return sign == '+' ? *when - offset : *when + offset;
}

std::optional<Instant> parse_http_time(std::string_view view) {
  const std::string text(view);
  char month_name[4];
  int year, day, hour, minute, second;
  if (std::sscanf(text.c_str(), "%*3s, %2d %3s %4d %2d:%2d:%2d GMT", &day, month_name, &year, &hour, &minute,
                  &second) != 6)
    return std::nullopt;
  for (std::size_t index = 0; index < months.size(); ++index)
    if (std::string_view(months[index]) == month_name)
      return from_civil(year, static_cast<int>(index) + 1, day, hour, minute, second);
  return std::nullopt;
}

}  // namespace orrery
