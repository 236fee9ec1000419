#include "cli/faults.h"

#include <cstdio>
#include <stdexcept>

#include "cli/remote.h"
#include "cli/run_package.h"
#include "core/http.h"
#include "core/yaml.h"

namespace orrery::cli {
namespace {

constexpr const char* rules_path = "/_orrery/faults";

json::object to_rule(const NewFault& given) {
  json::object rule;
  const std::pair<const char*, const std::string*> texts[] = {
      {"id", &given.id},           {"service", &given.service},   {"operation", &given.operation},
      {"account", &given.account}, {"resource", &given.resource}, {"function", &given.function}};
  for (const auto& [name, text] : texts)
    if (!text->empty()) rule[name] = *text;
  if (!given.error.empty()) {
    json::object error{{"code", given.error}};
    if (!given.message.empty()) error["message"] = given.message;
    if (given.status) error["status"] = *given.status;
    rule["error"] = std::move(error);
  }
  if (given.rate) rule["rate"] = *given.rate;
  if (given.delay_ms) rule["delayMs"] = *given.delay_ms;
  if (given.skip) rule["skip"] = *given.skip;
  if (given.times) rule["times"] = *given.times;
  if (given.after) rule["when"] = "after";
  return rule;
}

// "dynamodb PutItem of orders", "runs of worker*"
std::string what_of(const json::object& rule) {
  if (find(rule, "function") != nullptr) return "runs of " + text_of(rule, "function");
  std::string what = text_of(rule, "service", "*") + ' ' + text_of(rule, "operation", "*");
  if (find(rule, "resource") != nullptr) what += " of " + text_of(rule, "resource", "*");
  return what;
}

// "5 % late by 200 ms, then SlowDown when done, not the first 10, at most 3 times"
std::string how_of(const json::object& rule) {
  std::string how;
  char number[32];
  if (const json::value* rate = find(rule, "rate")) {
    std::snprintf(number, sizeof number, "%g %% ", rate->to_number<double>() * 100);
    how += number;
  }
  if (const json::value* delay = find(rule, "delayMs")) {
    std::snprintf(number, sizeof number, "late by %g ms", delay->to_number<double>());
    how += number;
  }
  if (const json::value* error = find(rule, "error")) {
    if (find(rule, "delayMs") != nullptr) how += ", then ";
    how += error->is_object() ? text_of(error->get_object(), "code") : text_of(rule, "error");
    if (text_of(rule, "when", "before") == "after") how += " when done";
  }
  if (const auto spared = find_number(rule, "skip")) how += ", not the first " + std::to_string(*spared);
  if (const auto most = find_number(rule, "times")) how += ", at most " + std::to_string(*most) + " times";
  if (const auto account = find_text(rule, "account")) how += ", of account " + std::string(*account);
  return how;
}

int show(const json::object& state) {
  const json::array* rules = find_array(state, "rules");
  if (rules == nullptr || rules->empty()) {
    std::puts("no faults");
    return 0;
  }
  std::printf("%8s %8s  %-12s %-40s %s\n", "FITTED", "STRUCK", "ID", "CALLS", "FAULT");
  for (const json::value& value : *rules) {
    const json::object& rule = value.get_object();
    std::printf("%8lld %8lld  %-12s %-40s %s\n",
                static_cast<long long>(find_number(rule, "fitted").value_or(0)),
                static_cast<long long>(find_number(rule, "struck").value_or(0)), text_of(rule, "id").c_str(),
                what_of(rule).c_str(), how_of(rule).c_str());
  }
  return 0;
}

}  // namespace

json::object read_fault_rules(const std::string& file) {
  json::value content = parse_yaml(read_file(file));
  if (content.is_array()) return {{"rules", std::move(content)}};
  if (!content.is_object()) throw std::runtime_error(file + " has no fault rules in it");
  return std::move(content.get_object());
}

int add_fault(const NewFault& fault) { return show(Remote(fault.endpoint).post(rules_path, to_rule(fault))); }

int load_faults(const std::string& endpoint, const std::string& file) {
  return show(Remote(endpoint).post(rules_path, read_fault_rules(file)));
}

int clear_faults(const std::string& endpoint, const std::string& id) {
  return show(Remote(endpoint).erase(std::string(rules_path) + (id.empty() ? "" : "/" + percent_encode(id))));
}

int show_faults(const std::string& endpoint) { return show(Remote(endpoint).get(rules_path)); }

}  // namespace orrery::cli
