#include "core/tags.h"
#include "services/events/answers.h"
#include "services/events/operations/operations.h"
#include "services/events/pattern.h"

namespace orrery::events::operations {
namespace {

AwsError invalid(const char* why) { return {"ValidationException", why}; }

}  // namespace

json::object put_rule(Events& events, const Input& input) {
  const std::string name(input.text("Name")), bus = bus_name(input);
  check_name(name, "name", 64);
  events.registry.bus(input.context, bus);
  const std::string schedule(input.maybe_text("ScheduleExpression").value_or(""));
  const std::string pattern(input.maybe_text("EventPattern").value_or(""));
  if (!pattern.empty()) read_pattern(pattern);
  if (pattern.empty() && schedule.empty())
    throw invalid("Parameter(s) EventPattern or ScheduleExpression must be specified.");
  if (!schedule.empty() && bus != default_bus)
    throw invalid("ScheduleExpression is supported only on the default event bus.");
  if (!schedule.empty() && !parse_schedule(schedule))
    throw invalid("Parameter ScheduleExpression is not valid.");
  const auto before = events.registry.find_rule(input.context, bus, name);
  const auto state = input.choice("State", {"ENABLED", "DISABLED"}, "ENABLED");
  Rule rule{.account = input.context.account,
            .region = input.context.region,
            .bus = bus,
            .name = name,
            .pattern = pattern,
            .schedule = schedule,
            .description = std::string(input.maybe_text("Description").value_or("")),
            .role = std::string(input.maybe_text("RoleArn").value_or("")),
            .enabled = state == "ENABLED",
            .since = before && before->schedule == schedule ? before->since : events.core.clock.now(),
            .tags = before ? before->tags : tags_of(input.maybe_list("Tags"))};
  events.registry.put(rule);
  events.schedule(rule);
  return {{"RuleArn", rule.arn()}};
}

}  // namespace orrery::events::operations
