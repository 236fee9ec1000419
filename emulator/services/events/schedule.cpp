#include "services/events/schedule.h"

#include <array>

#include "core/number.h"

namespace orrery::events {
namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::weekday;
using std::chrono::year_month_day;

constexpr std::array month_names = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                    "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
constexpr int longest_rate_days = 1'000'000;  // nobody waits for one that is longer
constexpr std::array weekday_names = {"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"};

struct Field {
  int low, high;
  std::span<const char* const> names = {};  // of low, low + 1, ...
};

std::optional<int> value_of(std::string_view text, const Field& field) {
  for (std::size_t index = 0; index < field.names.size(); ++index)
    if (text == field.names[index]) return field.low + static_cast<int>(index);
  const auto value = read_number<int>(text);
  if (!value || *value < field.low || *value > field.high) return std::nullopt;
  return value;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const auto at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

// 1,5-10,0/15,*
template <std::size_t N>
bool read_field(std::string_view text, const Field& field, std::bitset<N>& set) {
  for (std::string_view item : split(text, ',')) {
    const auto slash = item.find('/');
    const auto step = slash == std::string_view::npos ? 1 : read_number<int>(item.substr(slash + 1));
    if (!step || *step < 1) return false;
    const std::string_view range = item.substr(0, slash);
    const auto dash = range.find('-');
    int first = field.low, last = field.high;
    if (range != "*") {
      const auto from = value_of(range.substr(0, dash), field);
      if (!from) return false;
      first = *from;
      if (dash != std::string_view::npos) {
        const auto to = value_of(range.substr(dash + 1), field);
        if (!to) return false;
        last = *to;
      } else if (slash == std::string_view::npos) {
        last = first;
      }
    }
    const int span = field.high - field.low + 1;
    const int length = last >= first ? last - first : last - first + span;  // FRI-MON goes round
    for (int offset = 0; offset <= length; offset += *step)
      set.set(static_cast<std::size_t>(field.low + (first - field.low + offset) % span));
  }
  return true;
}

bool read_days(std::string_view text, Cron& cron) {
  if (text == "L") {
    cron.last_day = true;
  } else if (text == "LW") {
    cron.nearest_weekday = -1;
  } else if (text.ends_with('W')) {
    cron.nearest_weekday = value_of(text.substr(0, text.size() - 1), {1, 31}).value_or(0);
    return cron.nearest_weekday > 0;
  } else {
    return read_field(text, {1, 31}, cron.days);
  }
  return true;
}

bool read_weekdays(std::string_view text, Cron& cron) {
  const Field field{1, 7, weekday_names};
  cron.by_weekday = true;
  if (text == "L") text = "7";
  const auto hash = text.find('#');
  if (hash != std::string_view::npos) {
    const auto wanted = value_of(text.substr(0, hash), field);
    const auto nth = value_of(text.substr(hash + 1), {1, 5});
    if (!wanted || !nth) return false;
    cron.nth_weekday = *wanted;
    cron.nth = *nth;
    return true;
  }
  if (text.size() > 1 && text.ends_with('L')) {
    const auto wanted = value_of(text.substr(0, text.size() - 1), field);
    if (!wanted) return false;
    cron.nth_weekday = *wanted;
    cron.nth = -1;
    return true;
  }
  return read_field(text, field, cron.weekdays);
}

std::optional<Schedule> parse_cron(std::string_view text) {
  std::vector<std::string_view> fields;
  for (std::string_view field : split(text, ' '))
    if (!field.empty()) fields.push_back(field);
  if (fields.size() != 6 || (fields[2] == "?") == (fields[4] == "?")) return std::nullopt;
  Cron cron;
  if (!read_field(fields[0], {0, 59}, cron.minutes) || !read_field(fields[1], {0, 23}, cron.hours) ||
      !read_field(fields[3], {1, 12, month_names}, cron.months) ||
      !read_field(fields[5], {1970, 2199}, cron.years))
    return std::nullopt;
  if (!(fields[2] == "?" ? read_weekdays(fields[4], cron) : read_days(fields[2], cron))) return std::nullopt;
  return cron;
}

std::optional<Schedule> parse_rate(std::string_view text) {
  const auto words = split(text, ' ');
  const auto count = words.size() == 2 ? read_number<int>(words[0]) : std::nullopt;
  if (!count || *count < 1) return std::nullopt;
  std::string_view unit = words[1];
  if (unit.ends_with('s') == (*count == 1)) return std::nullopt;  // "1 minute", "2 minutes"
  if (unit.ends_with('s')) unit.remove_suffix(1);
  if (unit == "minute") return Rate{std::chrono::minutes(*count)};
  if (unit == "hour") return Rate{std::chrono::hours(*count)};
  if (unit == "day") return Rate{days(std::min(*count, longest_rate_days))};
  return std::nullopt;
}

unsigned days_in(year_month_day date) {
  return unsigned((date.year() / date.month() / std::chrono::last).day());
}

}  // namespace

bool Cron::has_day(year_month_day date) const {
  const unsigned today = unsigned(date.day()), end = days_in(date);
  const unsigned of_week = weekday(sys_days(date)).c_encoding() + 1;
  if (by_weekday) {
    if (nth == 0) return weekdays.test(of_week);
    if (of_week != static_cast<unsigned>(nth_weekday)) return false;
    return nth > 0 ? (today - 1) / 7 + 1 == static_cast<unsigned>(nth) : today + 7 > end;
  }
  if (last_day) return today == end;
  if (nearest_weekday == 0) return days.test(today);
  // The weekday nearest to the day wanted, in the same month.
  unsigned wanted = nearest_weekday < 0 ? end : static_cast<unsigned>(nearest_weekday);
  if (wanted > end) return false;
  const unsigned falls_on = weekday(sys_days(date.year() / date.month() / day(wanted))).c_encoding();
  if (falls_on == 6) wanted = wanted == 1 ? 3 : wanted - 1;
  if (falls_on == 0) wanted = wanted == end ? end - 2 : wanted + 1;
  return today == wanted;
}

std::optional<Schedule> parse_schedule(std::string_view text) {
  const auto inside = [&text](std::string_view name) -> std::optional<std::string_view> {
    if (!text.starts_with(name) || !text.ends_with(')')) return std::nullopt;
    return text.substr(name.size(), text.size() - name.size() - 1);
  };
  if (const auto rate = inside("rate(")) return parse_rate(*rate);
  if (const auto cron = inside("cron(")) return parse_cron(*cron);
  return std::nullopt;
}

std::optional<Instant> next_time(const Schedule& schedule, Instant since, Instant after) {
  if (const Rate* rate = std::get_if<Rate>(&schedule)) {
    const auto passed = after < since ? 0 : (after - since) / rate->period;
    return since + (passed + 1) * rate->period;
  }
  const Cron& cron = std::get<Cron>(schedule);
  const auto from = std::chrono::floor<std::chrono::minutes>(after) + std::chrono::minutes(1);
  const auto first = std::chrono::floor<days>(from);
  constexpr int furthest = 366 * 50;  // a leap day and a weekday meet every 28 years, but for 2100
  for (int ahead = 0; ahead < furthest; ++ahead) {
    const sys_days date = first + days(ahead);
    const year_month_day calendar(date);
    const int year = int(calendar.year());
    if (year > 2199) return std::nullopt;
    if (!cron.years.test(static_cast<std::size_t>(year)) || !cron.months.test(unsigned(calendar.month())) ||
        !cron.has_day(calendar))
      continue;
    for (int minute = 0; minute < 24 * 60; ++minute) {
      const auto when = date + std::chrono::minutes(minute);
      if (when >= from && cron.hours.test(static_cast<std::size_t>(minute / 60)) &&
          cron.minutes.test(static_cast<std::size_t>(minute % 60)))
        return when;
    }
  }
  return std::nullopt;
}

}  // namespace orrery::events
