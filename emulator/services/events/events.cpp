#include "services/events/events.h"

#include "services/events/operations/operations.h"

namespace orrery {
namespace {

constexpr ServiceInfo service_info{.name = "events",
                                   .resource = "Name,Rule,EventBusName,ResourceARN,ArchiveName,ReplayName",
                                   .wires = {.target = "AWSEvents", .json_version = "1.1"},
                                   .refusals = {}};

constexpr Duration replay_delay = 1s;

namespace op = events::operations;
constexpr Operation<Events> table[] = {
    {"CancelReplay", op::cancel_replay},
    {"CreateArchive", op::create_archive},
    {"CreateEventBus", op::create_event_bus},
    {"DeleteArchive", op::delete_archive},
    {"DeleteEventBus", op::delete_event_bus},
    {"DeleteRule", op::delete_rule},
    {"DescribeArchive", op::describe_archive},
    {"DescribeEventBus", op::describe_event_bus},
    {"DescribeReplay", op::describe_replay},
    {"DescribeRule", op::describe_rule},
    {"DisableRule", op::disable_rule},
    {"EnableRule", op::enable_rule},
    {"ListArchives", op::list_archives},
    {"ListEventBuses", op::list_event_buses},
    {"ListReplays", op::list_replays},
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
    {"StartReplay", op::start_replay},
    {"TagResource", op::tag_resource},
    {"TestEventPattern", op::test_event_pattern},
    {"UntagResource", op::untag_resource},
    {"UpdateArchive", op::update_archive},
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
  archives.erase_expired();
  archives.each_open_replay(
      [this](const Context& owner, std::string name) { begin_replay(owner, std::move(name)); });
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

// After a while, in which it can be cancelled.
void Events::begin_replay(const Context& owner, std::string name) {
  const Context whose{.account = owner.account, .region = owner.region};
  const std::string key = whose.account + '/' + whose.region + '/' + name;
  replays_[key] = core.clock.after(replay_delay, [this, whose, key, name = std::move(name)] {
    replay(whose, name);
    replays_.erase(key);
  });
}

void Events::replay(const Context& owner, const std::string& name) {
  using Kind = events::Archives::Kind;
  auto replay = archives.find(owner, Kind::replay, name);
  if (!replay) return;
  const bool cancelled = replay->at("State") == "CANCELLING";
  const auto archive =
      archives.find(owner, Kind::archive, events::name_in_arn(text_of(*replay, "EventSourceArn")));
  const auto time = [&](const char* member) {
    return from_epoch_milliseconds(std::llround(replay->at(member).to_number<double>() * 1000));
  };
  if (archive && !cancelled) {
    // Events are dated to the second, and those of the first and the last one belong to the span.
    const Instant begin = std::chrono::floor<std::chrono::seconds>(time("EventStartTime"));
    const Instant end = std::chrono::floor<std::chrono::seconds>(time("EventEndTime")) + 1s;
    const json::object destination = replay->at("Destination").as_object();
    const json::array* rules = find_array(destination, "FilterArns");
    for (const json::object& event : archives.events(owner, *archive, begin, end)) {
      delivery.route(owner, events::name_in_arn(text_of(destination, "Arn")), events::replayed(event, name),
                     rules);
      (*replay)["EventLastReplayedTime"] =
          epoch_double(parse_iso_time(text_of(event, "time")).value_or(core.clock.now()));
    }
  }
  (*replay)["State"] = cancelled ? "CANCELLED" : archive ? "COMPLETED" : "FAILED";
  (*replay)["ReplayEndTime"] = epoch_double(core.clock.now());
  archives.put(owner, Kind::replay, *replay);
}

}  // namespace orrery
