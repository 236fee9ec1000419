#include "services/events/pattern.h"

#include "core/error.h"
#include "core/event_pattern.h"

namespace orrery::events {
namespace {

constexpr std::string_view blank = " \t\r\n";
constexpr std::string_view word_letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$";

// Why it is no JSON, as AWS's parser words what is wrong at its beginning.
std::string fault_of_text(std::string_view text) {
  const auto begin = std::min(text.find_first_not_of(blank), text.size());
  const std::string_view rest = text.substr(begin);
  const auto word = rest.substr(0, std::min(rest.find_first_not_of(word_letters), rest.size()));
  if (!word.empty())
    return "Unrecognized token '" + std::string(word) +
           "': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
  const auto name = rest.starts_with("{") ? rest.find_first_not_of(blank, 1) : rest.npos;
  if (name != rest.npos && rest[name] != '"' && rest[name] != '}')
    return std::string("Unexpected character ('") + rest[name] + "' (code " +
           std::to_string(static_cast<unsigned char>(rest[name])) +
           ")): was expecting double-quote to start field name";
  return "Invalid JSON";
}

}  // namespace

json::object read_pattern(std::string_view text) {
  const auto refuse = [](const std::string& why) {
    throw AwsError("InvalidEventPatternException", "Event pattern is not valid. Reason: " + why);
  };
  const auto pattern = parse_json(text);
  if (!pattern) refuse(fault_of_text(text));
  if (!pattern->is_object()) refuse("Filter is not an object");
  if (pattern->get_object().empty()) refuse("Empty objects are not allowed");
  if (const auto fault = fault_of_pattern(pattern->get_object())) refuse(*fault);
  return pattern->get_object();
}

}  // namespace orrery::events
