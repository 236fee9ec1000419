// "[Y0001]-[M01]-[D01]": times by the pictures of XPath.
#include <charconv>
#include <chrono>
#include <cmath>

#include "core/clock.h"
#include "services/states/jsonata/functions.h"

namespace orrery::states::jsonata {
namespace {

constexpr std::string_view iso_picture = "[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]";
constexpr const char* months[] = {"January", "February", "March",     "April",   "May",      "June",
                                  "July",    "August",   "September", "October", "November", "December"};
constexpr const char* days[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

struct Part {
  std::string literal;  // where `component` is 0
  char component = 0;
  std::string presentation;
  std::optional<std::size_t> least, most;  // widths
};

std::string_view default_presentation(char component) {
  switch (component) {
    case 'F':
    case 'P':
    case 'C':
    case 'E':
      return "n";
    case 'm':
    case 's':
      return "01";
    case 'Z':
    case 'z':
      return "01:01";
    default:
      return "1";
  }
}

void read_widths(std::string_view text, Part& part) {
  const auto number = [](std::string_view digits) -> std::optional<std::size_t> {
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc{} ? std::optional(value) : std::nullopt;
  };
  const std::size_t dash = text.find('-');
  part.least = number(text.substr(0, dash));
  if (dash != std::string_view::npos) part.most = number(text.substr(dash + 1));
}

std::vector<Part> read_parts(std::string_view picture) {
  std::vector<Part> parts;
  std::string literal;
  const auto close = [&] {
    if (!literal.empty()) parts.push_back({std::exchange(literal, {}), 0, {}, {}, {}});
  };
  for (std::size_t at = 0; at < picture.size(); ++at) {
    if (picture.substr(at, 2) == "[[" || picture.substr(at, 2) == "]]") {
      literal += picture[at++];
      continue;
    }
    if (picture[at] != '[') {
      literal += picture[at];
      continue;
    }
    const std::size_t end = picture.find(']', at);
    if (end == std::string_view::npos)
      throw Error("D3135", "No matching closing bracket ']' in date/time picture string");
    std::string marker(picture.substr(at + 1, end - at - 1));
    std::erase_if(marker, [](char byte) { return byte == ' ' || byte == '\n' || byte == '\t'; });
    if (marker.empty()) throw Error("D3132", "Unknown component specifier \"\" in date/time picture string");
    close();
    Part part;
    part.component = marker[0];
    if (std::string_view("YMDdFWwXxHhPmsfZzCE").find(part.component) == std::string_view::npos) {
      throw Error("D3132", "Unknown component specifier \"" + std::string(1, part.component) +
                               "\" in date/time picture string");
    }
    const std::size_t comma = marker.rfind(',');
    if (comma != std::string::npos) {
      read_widths(std::string_view(marker).substr(comma + 1), part);
      marker.resize(comma);
    }
    part.presentation =
        marker.size() > 1 ? marker.substr(1) : std::string(default_presentation(part.component));
    parts.push_back(std::move(part));
    at = end;
  }
  close();
  return parts;
}

struct Moment {
  int year, month, day, hour, minute, second, ms, weekday, day_of_year, week, week_of_month, offset_minutes;
};

Moment moment_of(std::int64_t ms, int offset_minutes) {
  using namespace std::chrono;
  const sys_time<milliseconds> when{milliseconds(ms) + minutes(offset_minutes)};
  const auto day = floor<std::chrono::days>(when);
  const year_month_day date{day};
  const hh_mm_ss time{when - day};
  const int weekday_number = static_cast<int>(weekday{day}.iso_encoding());
  const sys_days first_of_year = sys_days{date.year() / January / 1};
  // The week of a day is that of its Thursday.
  const auto thursday = day + std::chrono::days(4 - weekday_number);
  const year_month_day thursday_date{thursday};
  const int week =
      static_cast<int>((thursday - sys_days{thursday_date.year() / January / 1}).count()) / 7 + 1;
  const int week_of_month = (static_cast<int>(static_cast<unsigned>(thursday_date.day())) - 1) / 7 + 1;
  return {static_cast<int>(date.year()),
          static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day())),
          static_cast<int>(time.hours().count()),
          static_cast<int>(time.minutes().count()),
          static_cast<int>(time.seconds().count()),
          static_cast<int>(time.subseconds().count()),
          weekday_number,
          static_cast<int>((day - first_of_year).count()) + 1,
          week,
          week_of_month,
          offset_minutes};
}

std::string named(std::string name, const Part& part) {
  const std::string_view how = part.presentation;
  if (how.starts_with("N") && !how.starts_with("Nn")) {
    for (char& byte : name) byte = static_cast<char>(std::toupper(byte));
  } else if (how.starts_with("n")) {
    for (char& byte : name) byte = static_cast<char>(std::tolower(byte));
  }
  if (part.most && name.size() > *part.most) name.resize(*part.most);
  return name;
}

bool wants_name(const Part& part) {
  return part.presentation.starts_with("N") || part.presentation.starts_with("n");
}

std::string zone_text(const Moment& moment, const Part& part) {
  const int size = std::abs(moment.offset_minutes);
  std::string how = part.presentation;
  if (how.ends_with('t')) {
    if (size == 0) return "Z";
    how.pop_back();
  }
  const std::size_t colon = how.find(':');
  const std::string hour = std::to_string(size / 60), minute = std::to_string(size % 60);
  const auto two = [](const std::string& digits) { return digits.size() < 2 ? "0" + digits : digits; };
  std::string text;
  if (colon != std::string::npos) {
    text = (colon >= 2 ? two(hour) : hour) + ":" + two(minute);
  } else if (how.size() <= 2) {
    text = (how.size() == 2 ? two(hour) : hour) + (size % 60 ? ":" + two(minute) : "");
  } else {
    text = two(hour) + two(minute);
  }
  text = (moment.offset_minutes < 0 ? "-" : "+") + text;
  return part.component == 'z' ? "GMT" + text : text;
}

std::string number_part(double value, const Part& part) {
  std::string how = part.presentation;
  if (how.ends_with('o') && how.size() > 1) {
    how.pop_back();
    how += ";o";
  }
  std::string text = format_integer(value, how);
  if (part.least) {
    while (text.size() < *part.least) text.insert(text.begin(), '0');
  }
  return text;
}

std::string part_text(const Part& part, const Moment& moment) {
  switch (part.component) {
    case 'Y': {
      const bool digits = part.presentation.find_first_not_of("0123456789") == std::string::npos;
      const std::size_t shown = digits && part.presentation.size() >= 2 ? part.presentation.size() : 0;
      const std::size_t width = part.most.value_or(part.least.value_or(shown));
      int year = moment.year;
      if (width > 0 && width < 4) year %= width == 2 ? 100 : width == 3 ? 1000 : 10;
      return number_part(year, part);
    }
    case 'M':
      return wants_name(part) ? named(months[moment.month - 1], part) : number_part(moment.month, part);
    case 'D':
      return number_part(moment.day, part);
    case 'd':
      return number_part(moment.day_of_year, part);
    case 'F':
      return wants_name(part) ? named(days[moment.weekday - 1], part) : number_part(moment.weekday, part);
    case 'W':
      return number_part(moment.week, part);
    case 'w':
      return number_part(moment.week_of_month, part);
    case 'X':
      return number_part(moment.year, part);
    case 'x':
      return wants_name(part) ? named(months[moment.month - 1], part) : number_part(moment.month, part);
    case 'H':
      return number_part(moment.hour, part);
    case 'h':
      return number_part(moment.hour % 12 == 0 ? 12 : moment.hour % 12, part);
    case 'P':
      return named(moment.hour < 12 ? "am" : "pm", part);
    case 'm':
      return number_part(moment.minute, part);
    case 's':
      return number_part(moment.second, part);
    case 'f':
      return number_part(moment.ms, part);
    case 'Z':
    case 'z':
      return zone_text(moment, part);
    default:
      return "ISO";
  }
}

int zone_minutes(std::string_view zone) {
  if (zone.size() != 5) return 0;
  int digits = 0;
  std::from_chars(zone.data() + 1, zone.data() + 5, digits);
  const int minutes = digits / 100 * 60 + digits % 100;
  return zone[0] == '-' ? -minutes : minutes;
}

// Reads a text by a picture.
class TimeReader {
 public:
  explicit TimeReader(std::string_view text) : text_(text) {}

  std::optional<std::int64_t> read(const std::vector<Part>& parts) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const bool tight = i + 1 < parts.size() && parts[i + 1].component != 0;
      if (!(parts[i].component == 0 ? literal(parts[i].literal) : component(parts[i], tight)))
        return std::nullopt;
    }
    return at_ == text_.size() ? total() : std::nullopt;
  }

 private:
  bool literal(std::string_view wanted) {
    if (text_.substr(at_, wanted.size()) != wanted) return false;
    at_ += wanted.size();
    return true;
  }

  bool component(const Part& part, bool tight) {
    if (part.component == 'Z' || part.component == 'z') return zone();
    if (part.component == 'P') return half_day();
    if (wants_name(part) && (part.component == 'M' || part.component == 'F')) return name(part);
    std::size_t most = part.most.value_or(tight ? std::max<std::size_t>(1, part.presentation.size()) : 18);
    const auto number = digits(most);
    if (!number) return false;
    if (part.presentation.ends_with('o')) at_ = std::min(text_.size(), at_ + 2);
    values_[part.component] = *number;
    return true;
  }

  std::optional<std::int64_t> digits(std::size_t most) {
    std::int64_t value = 0;
    const std::size_t begin = at_;
    while (at_ < text_.size() && at_ - begin < most && std::isdigit(static_cast<unsigned char>(text_[at_]))) {
      value = value * 10 + (text_[at_++] - '0');
    }
    return at_ == begin ? std::nullopt : std::optional(value);
  }

  bool name(const Part& part) {
    const auto same_letters = [&](std::string_view known) {
      const std::string_view given = text_.substr(at_, known.size());
      return std::equal(known.begin(), known.end(), given.begin(), given.end(),
                        [](char a, char b) { return std::tolower(a) == std::tolower(b); });
    };
    const std::span<const char* const> names =
        part.component == 'M' ? std::span<const char* const>(months) : days;
    for (std::size_t i = 0; i < names.size(); ++i) {
      const std::string_view known = std::string_view(names[i]).substr(0, part.most.value_or(20));
      if (!same_letters(known)) continue;
      at_ += known.size();
      if (part.component == 'M') values_['M'] = static_cast<std::int64_t>(i) + 1;
      return true;
    }
    return false;
  }

  bool half_day() {
    const std::string_view given = text_.substr(at_, 2);
    if (given.size() < 2) return false;
    values_['P'] = std::tolower(given[0]) == 'p';
    at_ += 2;
    return true;
  }

  bool zone() {
    literal("GMT");
    if (literal("Z")) return true;
    const bool minus = literal("-");
    if (!minus && !literal("+")) return false;
    auto hour = digits(2);
    if (!hour) return false;
    literal(":");
    const auto minute = digits(2);
    offset_ = static_cast<int>((minus ? -1 : 1) * (*hour * 60 + minute.value_or(0)));
    return true;
  }

  std::int64_t value(char component, std::int64_t otherwise) const {
    const auto found = values_.find(component);
    return found == values_.end() ? otherwise : found->second;
  }

  std::optional<std::int64_t> total() const {
    using namespace std::chrono;
    std::int64_t year_number = value('Y', 1970);
    if (year_number < 100 && values_.contains('Y')) year_number += 2000;
    sys_days date = sys_days{year(static_cast<int>(year_number)) / January / 1};
    if (values_.contains('d')) {
      date += std::chrono::days(value('d', 1) - 1);
    } else {
      const auto exact = year(static_cast<int>(year_number)) / month(static_cast<unsigned>(value('M', 1))) /
                         day(static_cast<unsigned>(value('D', 1)));
      if (!exact.ok()) return std::nullopt;
      date = sys_days{exact};
    }
    std::int64_t hour = value('H', 0);
    if (values_.contains('h')) hour = value('h', 0) % 12 + 12 * value('P', 0);
    const std::int64_t seconds = ((hour * 60 + value('m', 0)) - offset_) * 60 + value('s', 0);
    return (static_cast<std::int64_t>(date.time_since_epoch().count()) * 86400 + seconds) * 1000 +
           value('f', 0);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::map<char, std::int64_t> values_;
  int offset_ = 0;
};

}  // namespace

std::string format_time(std::int64_t ms, std::string_view picture, std::string_view zone) {
  const Moment moment = moment_of(ms, zone_minutes(zone));
  std::string text;
  for (const Part& part : read_parts(picture.empty() ? iso_picture : picture)) {
    text += part.component == 0 ? part.literal : part_text(part, moment);
  }
  return text;
}

std::optional<std::int64_t> parse_time(std::string_view text, std::string_view picture) {
  if (!picture.empty()) return TimeReader(text).read(read_parts(picture));
  for (const std::string_view shorter : {"[Y]", "[Y]-[M]", "[Y]-[M]-[D]"}) {
    if (text.size() < 4) break;
    if (const auto found = TimeReader(text).read(read_parts(shorter))) return found;
  }
  const auto when = parse_iso_time(text);
  return when ? std::optional(epoch_milliseconds(*when)) : std::nullopt;
}

}  // namespace orrery::states::jsonata
