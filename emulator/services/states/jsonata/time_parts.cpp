#include "services/states/jsonata/time_parts.h"

#include <charconv>
#include <chrono>

namespace orrery::states::jsonata {

const char* const month_names[12] = {"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};
const char* const day_names[7] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                  "Friday", "Saturday", "Sunday"};

namespace {

const char* default_presentation(char component) {
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
      return std::string_view("YMDdWwXxHhf").find(component) == std::string_view::npos ? nullptr : "1";
  }
}

void read_widths(std::string_view text, TimePart& part) {
  const auto number = [](std::string_view digits) -> std::optional<std::size_t> {
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc{} ? std::optional(std::min<std::size_t>(value, 100)) : std::nullopt;
  };
  const std::size_t dash = text.find('-');
  part.least = number(text.substr(0, dash));
  if (dash != std::string_view::npos) part.most = number(text.substr(dash + 1));
}

// How its number is written: the picture, and how many digits of a year are shown.
void read_integer(TimePart& part, const std::string& presentation) {
  part.integer = IntegerPicture::read(presentation);
  if (part.component == 'Z' || part.component == 'z') return;
  if (part.least) part.integer->mandatory = std::max(part.integer->mandatory, static_cast<int>(*part.least));
  if (part.component != 'Y') return;
  if (part.most) {
    part.year_digits = part.integer->mandatory = static_cast<int>(*part.most);
  } else if (const int shown = part.integer->mandatory + part.integer->optional; shown >= 2) {
    part.year_digits = shown;
  }
}

TimePart read_part(std::string marker) {
  std::erase_if(marker, [](char byte) { return std::isspace(static_cast<unsigned char>(byte)); });
  TimePart part;
  part.component = marker.empty() ? '\0' : marker[0];
  const char* otherwise = default_presentation(part.component);
  const std::size_t comma = marker.rfind(',');
  if (comma != std::string::npos) {
    read_widths(std::string_view(marker).substr(comma + 1), part);
    marker.resize(comma);
  }
  std::string how = marker.size() > 1 ? marker.substr(1) : otherwise ? otherwise : "";
  if (how.empty() || !otherwise) {
    throw Error("D3132",
                "Unknown component specifier \"" + marker.substr(0, 1) + "\" in date/time picture string");
  }
  if (how.size() > 1 && marker.size() > 1 &&
      std::string_view("atco").find(how.back()) != std::string_view::npos) {
    part.zulu = how.back() == 't';
    how.insert(how.size() - 1, ";");
  }
  const bool counts = std::string_view("YMDdFWwXxHhmsfZz").find(part.component) != std::string_view::npos;
  if (how[0] == 'n' || how[0] == 'N') {
    part.names = how[0] == 'n'                     ? IntegerPicture::Case::lower
                 : how.size() > 1 && how[1] == 'n' ? IntegerPicture::Case::title
                                                   : IntegerPicture::Case::upper;
  } else if (counts) {
    read_integer(part, how);
  }
  return part;
}

// The first Monday-to-Sunday week of which most days lie behind `first`.
std::chrono::sys_days first_week(std::chrono::sys_days first) {
  const int weekday = static_cast<int>(std::chrono::weekday{first}.iso_encoding());
  return first + std::chrono::days(weekday > 4 ? 8 - weekday : 1 - weekday);
}

}  // namespace

std::vector<TimePart> read_time_picture(std::string_view picture) {
  std::vector<TimePart> parts;
  std::string literal;
  const auto close = [&] {
    if (literal.empty()) return;
    for (std::size_t at = 0; (at = literal.find("]]", at)) != std::string::npos; ++at) literal.erase(at, 1);
    parts.emplace_back().literal = std::exchange(literal, {});
  };
  for (std::size_t at = 0; at < picture.size(); ++at) {
    if (picture[at] != '[') {
      literal += picture[at];
      continue;
    }
    close();
    if (picture.substr(at + 1).starts_with('[')) {
      parts.emplace_back().literal = "[";
      ++at;
      continue;
    }
    const std::size_t end = picture.find(']', at);
    if (end == std::string_view::npos)
      throw Error("D3135", "No matching closing bracket ']' in date/time picture string");
    TimePart part = read_part(std::string(picture.substr(at + 1, end - at - 1)));
    // Where two numbers touch, the first has to be of a known width.
    const bool touches = part.integer && part.component != 'Z' && part.component != 'z' && !parts.empty();
    if (touches && parts.back().integer) parts.back().integer->parse_width = parts.back().integer->mandatory;
    parts.push_back(std::move(part));
    at = end;
  }
  close();
  return parts;
}

int time_component(std::int64_t ms, char component) {
  using namespace std::chrono;
  const sys_time<milliseconds> when{milliseconds(ms)};
  const sys_days day = floor<days>(when);
  const year_month_day date{day};
  const hh_mm_ss time{when - day};
  // The week of a day, its month and its year are those of its Thursday.
  const int weekday_number = static_cast<int>(weekday{day}.iso_encoding());
  const year_month_day thursday{day + days(4 - weekday_number)};
  switch (component) {
    case 'Y':
      return static_cast<int>(date.year());
    case 'M':
      return static_cast<int>(static_cast<unsigned>(date.month()));
    case 'D':
      return static_cast<int>(static_cast<unsigned>(date.day()));
    case 'd':
      return static_cast<int>((day - sys_days{date.year() / January / 1}).count()) + 1;
    case 'F':
      return weekday_number;
    case 'W':
      return static_cast<int>((day - first_week(sys_days{thursday.year() / January / 1})).count() / 7) + 1;
    case 'w':
      return static_cast<int>((day - first_week(sys_days{thursday.year() / thursday.month() / 1})).count() /
                              7) +
             1;
    case 'X':
      return static_cast<int>(thursday.year());
    case 'x':
      return static_cast<int>(static_cast<unsigned>(thursday.month()));
    case 'H':
      return static_cast<int>(time.hours().count());
    case 'h':
      return static_cast<int>((time.hours().count() + 11) % 12) + 1;
    case 'P':
      return time.hours().count() >= 12;
    case 'm':
      return static_cast<int>(time.minutes().count());
    case 's':
      return static_cast<int>(time.seconds().count());
    default:
      return static_cast<int>(time.subseconds().count());
  }
}

}  // namespace orrery::states::jsonata
