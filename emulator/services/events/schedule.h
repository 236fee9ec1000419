#pragma once
// When a rule rings by itself: rate(5 minutes), cron(0 12 * * ? *). Times are UTC.
#include <bitset>
#include <optional>
#include <string_view>
#include <variant>

#include "core/clock.h"

namespace orrery::events {

struct Rate {
  Duration period;
};

// Minutes, hours, day of month, month, day of week, year, with * , - / ? L W and #.
struct Cron {
  std::bitset<60> minutes;
  std::bitset<24> hours;
  std::bitset<13> months;        // from 1
  std::bitset<2200> years;       // 1970 to 2199
  std::bitset<32> days;          // of the month, from 1
  std::bitset<8> weekdays;       // from 1, Sunday
  bool by_weekday = false;       // the day of the month is '?'
  bool last_day = false;         // L
  int nearest_weekday = 0;       // 15W; -1: LW
  int nth = 0, nth_weekday = 0;  // 6#3: the third Friday; nth -1: 6L, the last

  bool has_day(std::chrono::year_month_day date) const;
};

using Schedule = std::variant<Rate, Cron>;

// std::nullopt where it is none.
std::optional<Schedule> parse_schedule(std::string_view text);

// The first time after `after` at which it rings; a rate counts from `since`. std::nullopt: never again.
std::optional<Instant> next_time(const Schedule& schedule, Instant since, Instant after);

}  // namespace orrery::events
