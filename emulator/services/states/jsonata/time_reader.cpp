// Times read by the pictures of XPath: each part becomes a group of a regular expression.
#include <chrono>
#include <cmath>

#include "core/clock.h"
#include "services/states/jsonata/functions.h"
#include "services/states/jsonata/time_parts.h"
#include "services/states/regex/regex.h"

namespace orrery::states::jsonata {
namespace {

using Components = std::map<char, double>;

std::string escaped(std::string_view literal) {
  std::string text;
  for (const char byte : literal) {
    if (std::string_view(".*+?^${}()|[]\\").find(byte) != std::string_view::npos) text += '\\';
    text += byte;
  }
  return text;
}

bool is_zone(const TimePart& part) { return part.component == 'Z' || part.component == 'z'; }

// The sign between hours and minutes of a zone; empty where there is none.
std::string zone_mark(const TimePart& part) {
  return part.integer && part.integer->every > 0 ? part.integer->separators[0].second : std::string();
}

std::string pattern_of(const TimePart& part) {
  if (part.component == 0) return escaped(part.literal);
  if (is_zone(part)) {
    const std::string mark = zone_mark(part);
    return std::string(part.component == 'z' ? "GMT" : "") + "[-+][0-9]+" +
           (mark.empty() ? "" : escaped(mark) + "[0-9]+");
  }
  if (part.component == 'f') return "[0-9]+";
  if (part.integer) return part.integer->pattern();
  if (std::string_view("MxFP").find(part.component) == std::string_view::npos) {
    throw Error(
        "D3133",
        "The 'name' modifier can only be applied to months and days in the date/time picture string, not " +
            std::string(1, part.component));
  }
  return "[a-zA-Z]+";
}

double zone_minutes(const TimePart& part, std::string text) {
  if (part.component == 'z') text.erase(0, 3);
  const std::string mark = zone_mark(part);
  const auto number = [](const std::string& digits) { return std::strtod(digits.c_str(), nullptr); };
  if (!mark.empty()) {
    const std::size_t at = text.find(mark);
    return number(text.substr(0, at)) * 60 + number(text.substr(at + mark.size()));
  }
  if (text.size() <= 3) return number(text) * 60;
  return number(text.substr(0, 3)) * 60 + number(text.substr(3));
}

std::optional<double> name_value(const TimePart& part, const std::string& text) {
  if (part.component == 'P') {
    if (text == "am" || text == "AM") return 0;
    if (text == "pm" || text == "PM") return 1;
    return std::nullopt;
  }
  const bool month = part.component != 'F';
  for (int i = 0; i < (month ? 12 : 7); ++i) {
    if (std::string(month ? month_names[i] : day_names[i]).substr(0, part.most.value_or(20)) == text)
      return i + 1;
  }
  return std::nullopt;
}

std::optional<double> value_of(const TimePart& part, const std::string& text) {
  if (is_zone(part)) return zone_minutes(part, text);
  if (part.component == 'f') return std::strtod(("0." + text.substr(0, 3)).c_str(), nullptr) * 1000;
  if (part.integer) return part.integer->parse(text);
  return name_value(part, text);
}

// Which of the components a picture may name are there, and nothing besides.
bool only(const Components& components, std::string_view allowed, std::string_view among) {
  bool any = false;
  for (const char component : among) {
    const auto found = components.find(component);
    const bool there = found != components.end() && found->second != 0 && !std::isnan(found->second);
    if (there && allowed.find(component) == std::string_view::npos) return false;
    any = any || there;
  }
  return any;
}

Error underspecified() {
  return {"D3136", "The date/time picture string is missing specifiers required to parse the timestamp"};
}

// What is left out in front of what is given is the present's, what is left out behind is the smallest.
void fill_in(Components& components, std::string_view order, std::int64_t now_ms) {
  bool started = false, ended = false;
  for (const char component : order) {
    if (components.contains(component)) {
      if (ended) throw underspecified();
      started = true;
    } else if (started) {
      components[component] = component == 'M' || component == 'D' || component == 'd' ? 1 : 0;
      ended = true;
    } else {
      components[component] = time_component(now_ms, component);
    }
  }
}

std::optional<std::int64_t> total(Components components, std::int64_t now_ms) {
  constexpr std::string_view dates = "YXMxWwdD", times = "PHhmsf";
  const bool by_month = only(components, "YMD", dates);
  const bool by_day = !by_month && only(components, "Yd", dates);
  const bool by_week_of_month = only(components, "Xxw", dates);
  const bool by_week = !by_week_of_month && only(components, "XW", dates);
  const bool halves = !only(components, "Hmsf", times) && only(components, "Phmsf", times);
  const std::string_view date = by_day ? "YD" : by_week_of_month ? "XxwF" : by_week ? "XWF" : "YMD";
  fill_in(components, std::string(date) + (halves ? "Phmsf" : "Hmsf"), now_ms);
  if (by_week || by_week_of_month) throw underspecified();
  if (halves)
    components['H'] = (components['h'] == 12 ? 0 : components['h']) + (components['P'] == 1 ? 12 : 0);
  double sum = 0;
  for (const auto& [component, value] : components) sum += std::fabs(value);
  if (!(sum < 1e9)) return std::nullopt;
  using namespace std::chrono;
  // Months and days beyond their ends run on into the next ones.
  double year_number = components['Y'];
  if (year_number >= 0 && year_number <= 99) year_number += 1900;
  if (year_number > 30'000) return std::nullopt;
  const int month_number = by_day ? 0 : std::max(0, static_cast<int>(components['M']) - 1);
  const auto first = year(static_cast<int>(year_number) + month_number / 12) /
                     month(static_cast<unsigned>(month_number % 12 + 1)) / 1;
  const double days_on = by_day ? components['d'] - 1 : components['D'] - 1;
  const double zone = components[components.contains('Z') && components['Z'] != 0 ? 'Z' : 'z'];
  const double days_there = static_cast<double>(sys_days{first}.time_since_epoch().count()) + days_on;
  const double minutes_there = (days_there * 24 + components['H']) * 60 + components['m'] - zone;
  return static_cast<std::int64_t>((minutes_there * 60 + components['s']) * 1000 + components['f']);
}

}  // namespace

std::optional<std::int64_t> parse_time(std::string_view given, std::string_view picture,
                                       std::int64_t now_ms) {
  const std::vector<TimePart> parts = read_time_picture(picture);
  std::string pattern = "^";
  for (const TimePart& part : parts) pattern += "(" + pattern_of(part) + ")";
  Regex::Flags flags;
  flags.ignore_case = true;
  const std::string text(given);
  std::optional<Regex::Match> match;
  try {
    match = Regex(pattern + "$", flags).search(text);
  } catch (const RegexError& error) {
    throw Error("", error.message);
  }
  if (!match) return std::nullopt;
  Components components;
  bool named = false;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].component == 0) continue;
    const auto span = *match->groups[i];
    named = true;
    if (const auto value = value_of(parts[i], text.substr(span.begin, span.end - span.begin)))
      components[parts[i].component] = *value;
  }
  return !named ? std::nullopt : total(std::move(components), now_ms);
}

std::optional<std::int64_t> parse_time(std::string_view text) {
  static const Regex shape(
      "^(\\d{4})(?:-(\\d\\d)(?:-(\\d\\d)(?:T(\\d\\d):(\\d\\d):(\\d\\d)(?:\\.\\d+)?(?:Z|[-+]\\d\\d:?\\d\\d)?)?"
      ")?)?$");
  const auto match = shape.search(text);
  if (!match) return std::nullopt;
  if (match->groups[3]) {
    std::string whole(text);
    // A zone without a colon, or none, is one that only this language takes.
    const std::size_t sign = whole.find_first_of("+-Z", 19);
    if (sign == std::string::npos) whole += "Z";
    if (sign != std::string::npos && whole[sign] != 'Z' && whole.size() == sign + 5)
      whole.insert(sign + 3, ":");
    const auto when = parse_iso_time(whole);
    return when ? std::optional(epoch_milliseconds(*when)) : std::nullopt;
  }
  const char* picture = match->groups[2] ? "[Y]-[M]-[D]" : match->groups[1] ? "[Y]-[M]" : "[Y]";
  return parse_time(text, picture, 0);
}

}  // namespace orrery::states::jsonata
