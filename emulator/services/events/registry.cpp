// Keys (keys.h):
//   bus,    name            one JSON object each
//   rule,   bus, name
//   target, bus, rule, id
#include "services/events/registry.h"

#include "core/arn.h"
#include "core/record.h"
#include "services/events/keys.h"

namespace orrery::events {
namespace {

Key bus_key(const Context& owner) { return owned_key(owner, "bus"); }

Key rule_key(const Context& owner, std::string_view bus) { return owned_key(owner, "rule").text(bus); }

Key target_key(const Rule& rule) {
  return owned_key({.account = rule.account, .region = rule.region}, "target").text(rule.bus).text(rule.name);
}

Instant time_in(const json::object& object, std::string_view name) {
  return Instant(Duration(find_number(object, name).value_or(0)));
}

Bus read_bus(const json::object& stored) {
  return {.name = text_of(stored, "name"),
          .arn = text_of(stored, "arn"),
          .description = text_of(stored, "description"),
          .policy = text_of(stored, "policy"),
          .created = time_in(stored, "created"),
          .tags = stored.at("tags").as_object()};
}

Rule read_rule(const json::object& stored) {
  return {.account = text_of(stored, "account"),
          .region = text_of(stored, "region"),
          .bus = text_of(stored, "bus"),
          .name = text_of(stored, "name"),
          .pattern = text_of(stored, "pattern"),
          .schedule = text_of(stored, "schedule"),
          .description = text_of(stored, "description"),
          .role = text_of(stored, "role"),
          .enabled = stored.at("enabled").as_bool(),
          .since = time_in(stored, "since"),
          .tags = stored.at("tags").as_object()};
}

}  // namespace

std::string Rule::arn() const {
  const std::string path = bus == default_bus ? name : bus + '/' + name;
  return make_arn("events", region, account, "rule/" + path);
}

std::optional<Bus> Registry::find_bus(const Context& owner, std::string_view name) const {
  if (const auto stored = store_.get(bus_key(owner).text(name))) return read_bus(stored_object(*stored));
  if (name != default_bus) return std::nullopt;
  return Bus{.name = std::string(name),
             .arn = make_arn(owner, "events", "event-bus/default"),
             .description = {},
             .policy = {},
             .created = {},
             .tags = {}};
}

Bus Registry::bus(const Context& owner, std::string_view name) const {
  if (auto found = find_bus(owner, name)) return *std::move(found);
  throw AwsError("ResourceNotFoundException", "Event bus " + std::string(name) + " does not exist.");
}

std::vector<Bus> Registry::buses(const Context& owner) const {
  std::vector<Bus> all;
  for (Cursor at = store_.scan(bus_key(owner)); at.valid(); at.next())
    all.push_back(read_bus(stored_object(at.value())));
  const auto place = std::lower_bound(all.begin(), all.end(), default_bus,
                                      [](const Bus& one, std::string_view name) { return one.name < name; });
  if (place == all.end() || place->name != default_bus) all.insert(place, *find_bus(owner, default_bus));
  return all;
}

void Registry::put(const Context& owner, const Bus& bus) {
  store_.put(bus_key(owner).text(bus.name),
             to_text(json::object{{"name", bus.name},
                                  {"arn", bus.arn},
                                  {"description", bus.description},
                                  {"policy", bus.policy},
                                  {"created", bus.created.time_since_epoch().count()},
                                  {"tags", bus.tags}}));
}

void Registry::erase_bus(const Context& owner, std::string_view name) {
  store_.erase(bus_key(owner).text(name));
}

std::optional<Rule> Registry::find_rule(const Context& owner, std::string_view bus,
                                        std::string_view name) const {
  const auto stored = store_.get(rule_key(owner, bus).text(name));
  if (!stored) return std::nullopt;
  return read_rule(stored_object(*stored));
}

Rule Registry::rule(const Context& owner, std::string_view bus_name, std::string_view name) const {
  bus(owner, bus_name);
  if (auto found = find_rule(owner, bus_name, name)) return *std::move(found);
  throw AwsError("ResourceNotFoundException",
                 "Rule " + std::string(name) + " does not exist on EventBus " + std::string(bus_name) + ".");
}

std::vector<Rule> Registry::rules(const Context& owner, std::string_view bus) const {
  std::vector<Rule> all;
  for (Cursor at = store_.scan(rule_key(owner, bus)); at.valid(); at.next())
    all.push_back(read_rule(stored_object(at.value())));
  return all;
}

void Registry::each_rule(const std::function<void(const Rule&)>& take) const {
  each_owner(store_, [&](const Context& owner) {
    for (Cursor at = store_.scan(owned_key(owner, "rule")); at.valid(); at.next())
      take(read_rule(stored_object(at.value())));
  });
}

void Registry::put(const Rule& rule) {
  const Context owner{.account = rule.account, .region = rule.region};
  store_.put(rule_key(owner, rule.bus).text(rule.name),
             to_text(json::object{{"account", rule.account},
                                  {"region", rule.region},
                                  {"bus", rule.bus},
                                  {"name", rule.name},
                                  {"pattern", rule.pattern},
                                  {"schedule", rule.schedule},
                                  {"description", rule.description},
                                  {"role", rule.role},
                                  {"enabled", rule.enabled},
                                  {"since", rule.since.time_since_epoch().count()},
                                  {"tags", rule.tags}}));
}

void Registry::erase(const Rule& rule) {
  const Context owner{.account = rule.account, .region = rule.region};
  store_.erase(rule_key(owner, rule.bus).text(rule.name));
}

std::vector<json::object> Registry::targets(const Rule& rule) const {
  std::vector<json::object> all;
  for (Cursor at = store_.scan(target_key(rule)); at.valid(); at.next())
    all.push_back(stored_object(at.value()));
  return all;
}

bool Registry::has_target(const Rule& rule, std::string_view id) const {
  return store_.has(target_key(rule).text(id));
}

void Registry::put_target(const Rule& rule, const json::object& target) {
  store_.put(target_key(rule).text(find_text(target, "Id").value_or("")), to_text(target));
}

void Registry::erase_target(const Rule& rule, std::string_view id) {
  store_.erase(target_key(rule).text(id));
}

std::string bus_name(const Input& input, std::string_view member) {
  const std::string_view given = input.maybe_text(member).value_or(default_bus);
  const auto slash = given.starts_with("arn:") ? given.find('/') : std::string_view::npos;
  return std::string(slash == std::string_view::npos ? given : given.substr(slash + 1));
}

}  // namespace orrery::events
