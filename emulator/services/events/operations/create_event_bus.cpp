#include "core/arn.h"
#include "core/tags.h"
#include "services/events/answers.h"
#include "services/events/operations/operations.h"

namespace orrery::events::operations {

json::object create_event_bus(Events& events, const Input& input) {
  const std::string name(input.text("Name"));
  check_name(name, "name", 256, "/");
  if (name.starts_with("aws.")) throw not_supported("events: partner event sources");
  if (name.find('/') != name.npos)
    throw AwsError("ValidationException", "Event bus name must not contain '/'.");
  input.refuse_unsupported({"EventSourceName", "KmsKeyIdentifier", "DeadLetterConfig", "LogConfig"});
  if (events.registry.find_bus(input.context, name))
    throw AwsError("ResourceAlreadyExistsException", "Event bus " + name + " already exists.");
  Bus bus{.name = name,
          .arn = make_arn(input.context, "events", "event-bus/" + name),
          .description = std::string(input.maybe_text("Description").value_or("")),
          .created = events.core.clock.now(),
          .tags = tags_of(input.maybe_list("Tags"))};
  events.registry.put(input.context, bus);
  json::object answer{{"EventBusArn", bus.arn}};
  if (!bus.description.empty()) answer["Description"] = bus.description;
  return answer;
}

}  // namespace orrery::events::operations
