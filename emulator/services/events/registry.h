#pragma once
// Event buses, their rules, and the targets of those, as they are stored.
#include <functional>
#include <string>
#include <vector>

#include "core/core.h"
#include "core/input.h"
#include "services/events/schedule.h"

namespace orrery::events {

inline constexpr std::string_view default_bus = "default";

struct Bus {
  std::string name, arn, description;
  std::string policy;  // of who may put events; empty where there is none
  Instant created;
  json::object tags;
};

struct Rule {
  std::string account, region, bus, name;
  std::string pattern, schedule, description, role;  // pattern and schedule empty where there is none
  bool enabled = true;
  Instant since;  // a rate counts from here
  json::object tags;

  std::string arn() const;
};

class Registry {
 public:
  explicit Registry(const Core& core) : store_(core.store) {}

  // The default one is always there. Throws ResourceNotFoundException.
  Bus bus(const Context& owner, std::string_view name) const;
  std::optional<Bus> find_bus(const Context& owner, std::string_view name) const;
  std::vector<Bus> buses(const Context& owner) const;  // by name
  void put(const Context& owner, const Bus& bus);
  void erase_bus(const Context& owner, std::string_view name);

  Rule rule(const Context& owner, std::string_view bus, std::string_view name) const;
  std::optional<Rule> find_rule(const Context& owner, std::string_view bus, std::string_view name) const;
  std::vector<Rule> rules(const Context& owner, std::string_view bus) const;  // by name
  void each_rule(const std::function<void(const Rule&)>& take) const;         // of everybody
  void put(const Rule& rule);
  void erase(const Rule& rule);

  // As PutTargets takes them, by id.
  std::vector<json::object> targets(const Rule& rule) const;
  bool has_target(const Rule& rule, std::string_view id) const;
  void put_target(const Rule& rule, const json::object& target);
  void erase_target(const Rule& rule, std::string_view id);

 private:
  Store& store_;
};

// The bus a request is about: a name, an ARN, or the default.
std::string bus_name(const Input& input, std::string_view member = "EventBusName");

}  // namespace orrery::events
