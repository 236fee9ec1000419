#include "services/events/events.h"

#include "services/events/operations/operations.h"

namespace orrery {
namespace {

constexpr ServiceInfo service_info{.name = "events",
                                   .resource = "Name,Rule,EventBusName,ResourceARN",
                                   .wires = {.target = "AWSEvents", .json_version = "1.1"},
                                   .refusals = {}};

namespace op = events::operations;
constexpr Operation<Events> table[] = {
    {"CreateEventBus", op::create_event_bus},
    {"DeleteEventBus", op::delete_event_bus},
    {"DeleteRule", op::delete_rule},
    {"DescribeEventBus", op::describe_event_bus},
    {"DescribeRule", op::describe_rule},
    {"DisableRule", op::disable_rule},
    {"EnableRule", op::enable_rule},
    {"ListEventBuses", op::list_event_buses},
    {"ListRuleNamesByTarget", op::list_rule_names_by_target},
    {"ListRules", op::list_rules},
    {"ListTagsForResource", op::list_tags_for_resource},
    {"ListTargetsByRule", op::list_targets_by_rule},
    {"PutEvents", op::put_events},
    {"PutPermission", op::put_permission},
    {"PutRule", op::put_rule},
    {"PutTargets", op::put_targets},
    {"RemovePermission", op::remove_permission},
    {"RemoveTargets", op::remove_targets},
    {"TagResource", op::tag_resource},
    {"TestEventPattern", op::test_event_pattern},
    {"UntagResource", op::untag_resource},
    {"UpdateEventBus", op::update_event_bus},
};

}  // namespace

const ServiceInfo& Events::info() const { return service_info; }

void Events::call(std::string_view operation, const Context& context, const json::object& input,
                  Reply reply) {
  dispatch<Events>(table, *this, operation, context, input, std::move(reply));
}

void Events::resume() {
  registry.each_rule([this](const events::Rule& rule) { schedule(rule); });
}

// A schedule goes on for ever, so it is no reason for a jumping clock to jump.
void Events::schedule(const events::Rule& rule) {
  unschedule(rule);
  const auto schedule = rule.enabled ? events::parse_schedule(rule.schedule) : std::nullopt;
  const auto when = schedule ? events::next_time(*schedule, rule.since, core.clock.now()) : std::nullopt;
  if (!when) return;
  alarms_[rule.arn()] = core.clock.at(
      *when, [this, rule] { ring(rule); }, Purpose::housekeeping);
}

void Events::ring(const events::Rule& rule) {
  schedule(rule);
  const Context owner{.account = rule.account, .region = rule.region};
  delivery.deliver(owner, rule,
                   delivery.make_event(owner, "aws.events", "Scheduled Event", {},
                                       json::array{json::string(rule.arn())}, core.clock.now()));
}

}  // namespace orrery
