#include "core/arn.h"
#include "services/events/answers.h"
#include "services/events/operations/operations.h"

namespace orrery::events::operations {
namespace {

AwsError unusable(const std::string& parameter, const std::string& why) {
  return {"ValidationException", "Parameter " + parameter + " is not valid. Reason: " + why};
}

double required_time(const Input& input, std::string_view name) {
  const json::value* time = find(input.members, name);
  if (time && time->is_number()) return time->to_number<double>();
  return static_cast<double>(input.number(name));  // refuses: there is none, or it is no number
}

}  // namespace

json::object start_replay(Events& events, const Input& input) {
  const std::string name(input.text("ReplayName"));
  check_name(name, "replayName", 64);
  const std::string source(input.text("EventSourceArn"));
  const json::object& destination = input.object("Destination");
  const std::string bus = text_of(destination, "Arn");
  if (bus.find(":event-bus/") == bus.npos)
    throw unusable("Destination.Arn", "Must contain an event bus ARN.");
  events.registry.bus(input.context, name_in_arn(bus));
  const auto archive = events.archives.find(input.context, Archives::Kind::archive, name_in_arn(source));
  if (!archive) throw unusable("EventSourceArn", "Archive " + name_in_arn(source) + " does not exist.");
  if (text_of(*archive, "EventSourceArn") != bus)
    throw unusable("Destination.Arn", "Cross event bus replay is not permitted.");
  const double from = required_time(input, "EventStartTime"), to = required_time(input, "EventEndTime");
  if (from >= to) throw unusable("EventEndTime", "EventStartTime must be before EventEndTime.");
  if (events.archives.find(input.context, Archives::Kind::replay, name))
    throw AwsError("ResourceAlreadyExistsException", "Replay " + name + " already exists.");
  json::object replay{
      {"ReplayName", name},         {"ReplayArn", make_arn(input.context, "events", "replay/" + name)},
      {"State", "STARTING"},        {"EventSourceArn", source},
      {"Destination", destination}, {"EventStartTime", from},
      {"EventEndTime", to},         {"ReplayStartTime", epoch_double(events.core.clock.now())}};
  if (const auto description = input.maybe_text("Description")) replay["Description"] = *description;
  events.archives.put(input.context, Archives::Kind::replay, replay);
  events.begin_replay(input.context, name);
  return {{"ReplayArn", replay["ReplayArn"]},
          {"State", replay["State"]},
          {"ReplayStartTime", replay["ReplayStartTime"]}};
}

}  // namespace orrery::events::operations
