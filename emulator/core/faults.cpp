#include "core/faults.h"

#include <algorithm>
#include <array>

#include "core/wildcard.h"

namespace orrery {
namespace {

constexpr std::array known{"id",   "service", "operation", "resource", "account", "function",
                           "rate", "skip",    "times",     "error",    "when",    "delayMs"};

[[noreturn]] void refuse(const std::string& why) { throw AwsError("InvalidFault", "a fault rule " + why); }

std::string checked_text(const json::object& rule, std::string_view name, std::string_view otherwise) {
  const json::value* value = find(rule, name);
  if (value == nullptr) return std::string(otherwise);
  if (!value->is_string() || value->get_string().empty())
    refuse("has a \"" + std::string(name) + "\" that is not a text");
  return std::string(view(value->get_string()));
}

double number_of(const json::object& rule, std::string_view name, double otherwise, double most) {
  const json::value* value = find(rule, name);
  if (value == nullptr) return otherwise;
  const double number = value->is_number() ? value->to_number<double>() : -1;
  if (number < 0 || number > most)
    refuse("has a \"" + std::string(name) + "\" that is not a number from 0 to " +
           to_text(json::value(static_cast<std::int64_t>(most))));
  return number;
}

// The status AWS sends with a code of that kind.
int usual_status(std::string_view code) {
  constexpr std::array unavailable{"ServiceUnavailable", "ServiceUnavailableException", "SlowDown"};
  constexpr std::array throttled{"TooManyRequestsException"};
  if (std::find(unavailable.begin(), unavailable.end(), code) != unavailable.end()) return 503;
  if (std::find(throttled.begin(), throttled.end(), code) != throttled.end()) return 429;
  return code.starts_with("Internal") || code == disconnect || code == "ServiceException" ? 500 : 400;
}

std::optional<AwsError> error_of(const json::object& rule) {
  const json::value* error = find(rule, "error");
  if (error == nullptr) return std::nullopt;
  if (error->is_string()) {
    const std::string code = checked_text(rule, "error", {});
    return AwsError(code, "A fault was asked for", usual_status(code));
  }
  if (!error->is_object()) refuse("has an \"error\" that is neither a code nor an object");
  const json::object& given = error->get_object();
  const std::string code = checked_text(given, "code", {});
  if (code.empty()) refuse("has an \"error\" without a \"code\"");
  const int status = static_cast<int>(number_of(given, "status", usual_status(code), 599));
  if (status < 400) refuse("has an \"error\" whose \"status\" is none from 400 to 599");
  return AwsError(code, checked_text(given, "message", "A fault was asked for"), status);
}

}  // namespace

std::string Faults::add(const json::object& text) {
  for (const auto& member : text)
    if (std::find(known.begin(), known.end(), std::string_view(member.key())) == known.end())
      refuse("has no member \"" + std::string(member.key()) + '"');
  const bool of_run = find(text, "function") != nullptr;
  if (of_run == (find(text, "service") != nullptr)) refuse("names a \"service\" or a \"function\"");
  for (const char* name : {"operation", "resource"})
    if (of_run && find(text, name) != nullptr) refuse(std::string("of a function has no \"") + name + '"');

  Fault fault;
  fault.error = error_of(text);
  fault.delay = Duration(static_cast<Duration::rep>(number_of(text, "delayMs", 0, 86'400'000) * 1000));
  const std::string when = checked_text(text, "when", "before");
  if (when != "before" && when != "after") refuse("is struck \"when\" it is \"before\" or \"after\"");
  fault.when = when == "after" ? Fault::When::after : Fault::When::before;
  if (!fault.error && fault.delay == Duration{0}) refuse("has an \"error\" or a \"delayMs\"");
  if (of_run && fault.error && fault.error->code == "timeout" && fault.when == Fault::When::after)
    refuse("cannot let a run time out \"after\" it has answered");
  const auto is_taken = [this](const std::string& id) {
    return std::any_of(rules_.begin(), rules_.end(), [&](const Rule& one) { return one.fault.rule == id; });
  };
  fault.rule = checked_text(text, "id", {});
  while (fault.rule.empty() || (find(text, "id") == nullptr && is_taken(fault.rule)))
    fault.rule = std::to_string(next_id_++);

  Rule rule{.text = text,
            .fault = fault,
            .account = checked_text(text, "account", "*"),
            .service = checked_text(text, "service", "*"),
            .operation = checked_text(text, "operation", "*"),
            .resource = checked_text(text, "resource", "*"),
            .function = checked_text(text, "function", {}),
            .rate = number_of(text, "rate", 1, 1),
            .skip = static_cast<std::uint64_t>(number_of(text, "skip", 0, 1e15)),
            .times = std::nullopt,
            .entropy = entropy_.fork(fault.rule)};
  if (find(text, "times") != nullptr)
    rule.times = static_cast<std::uint64_t>(number_of(text, "times", 0, 1e15));
  remove(fault.rule);
  rules_.push_back(std::move(rule));
  return fault.rule;
}

void Faults::add_all(const json::object& text) {
  const json::array* rules = find_array(text, "rules");
  if (rules == nullptr) {
    add(text);
    return;
  }
  const std::deque<Rule> before = rules_;
  try {
    for (const json::value& rule : *rules) {
      if (!rule.is_object()) refuse("is a JSON object");
      add(rule.get_object());
    }
  } catch (const AwsError&) {
    rules_ = before;
    throw;
  }
}

bool Faults::remove(std::string_view id) {
  return std::erase_if(rules_, [&](const Rule& rule) { return rule.fault.rule == id; }) > 0;
}

json::array Faults::list() const {
  json::array listed;
  for (const Rule& rule : rules_) {
    json::object text = rule.text;
    text["id"] = rule.fault.rule;
    text["fitted"] = rule.fitted;
    text["struck"] = rule.struck;
    listed.push_back(std::move(text));
  }
  return listed;
}

// One draw for every call that fits, so that which ones are struck does not depend on other limits.
bool Faults::strikes(Rule& rule) {
  const bool drawn = rule.entropy.fraction() < rule.rate;
  if (++rule.fitted <= rule.skip || !drawn || (rule.times && rule.struck >= *rule.times)) return false;
  ++rule.struck;
  return true;
}

std::optional<Fault> Faults::of_call(std::string_view account, std::string_view service,
                                     std::string_view operation, std::string_view resource) {
  for (Rule& rule : rules_)
    if (rule.function.empty() && fits_wildcard(rule.service, service) &&
        fits_wildcard(rule.operation, operation) && fits_wildcard(rule.resource, resource) &&
        fits_wildcard(rule.account, account) && strikes(rule))
      return rule.fault;
  return std::nullopt;
}

std::optional<Fault> Faults::of_run(std::string_view account, std::string_view function) {
  for (Rule& rule : rules_)
    if (!rule.function.empty() && fits_wildcard(rule.function, function) &&
        fits_wildcard(rule.account, account) && strikes(rule))
      return rule.fault;
  return std::nullopt;
}

}  // namespace orrery
