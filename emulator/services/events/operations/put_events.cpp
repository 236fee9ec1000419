#include "core/protocol/java_text.h"
#include "services/events/answers.h"
#include "services/events/operations/operations.h"

namespace orrery::events::operations {
namespace {

json::object refused(std::string_view code, std::string_view message) {
  return {{"ErrorCode", boost_view(code)}, {"ErrorMessage", boost_view(message)}};
}

// One entry: what it is answered with. `put` routes it.
json::object put_one(Events& events, const Input& entry) {
  for (const char* member : {"Source", "DetailType", "Detail"}) {
    if (entry.maybe_text(member).value_or("").empty())
      return refused("InvalidArgument", "Parameter " + std::string(member) +
                                            " is not valid. Reason: " + member + " is a required argument.");
  }
  const std::string_view source = entry.text("Source");
  if (source.starts_with("aws.") && entry.context.caller.empty()) {
    return refused("NotAuthorizedForSourceException", "Not authorized for the source.");
  }
  const auto detail = parse_json(entry.text("Detail"));
  if (!detail || !detail->is_object()) return refused("MalformedDetail", "Detail is malformed.");
  const json::array* resources = entry.maybe_list("Resources");
  const auto time = find(entry.members, "Time");
  const Instant when = time && time->is_number()
                           ? from_epoch_milliseconds(std::llround(time->to_number<double>() * 1000))
                           : events.core.clock.now();
  const json::object event =
      events.delivery.make_event(entry.context, source, entry.text("DetailType"), detail->get_object(),
                                 resources ? *resources : json::array{}, when);
  const std::string bus = bus_name(entry);
  if (events.registry.find_bus(entry.context, bus)) events.delivery.route(entry.context, bus, event);
  return {{"EventId", event.at("id")}};
}

}  // namespace

json::object put_events(Events& events, const Input& input) {
  input.refuse_unsupported({"EndpointId"});
  const json::array& entries = input.list("Entries");
  if (entries.empty() || entries.size() > 10) {
    const std::string shown =
        protocol::java_text(entries, "PutEventsRequestEntry",
                            {"Time", "Source", "Resources", "DetailType", "Detail", "EventBusName",
                             "TraceHeader", "KmsKeyIdentifier", "InternalMetadata"});
    throw AwsError("ValidationException",
                   "1 validation error detected: Value '" + shown +
                       "' at 'entries' failed to satisfy constraint: Member must have length " +
                       (entries.empty() ? "greater than or equal to 1" : "less than or equal to 10"));
  }
  constexpr std::size_t most_bytes = 1 << 20;
  std::size_t bytes = 0;
  for (const json::value& entry : entries) bytes += json::serialize(entry).size();
  if (bytes > most_bytes)
    throw AwsError("ValidationException", "Total size of the entries in the request is over the limit.");
  json::array answers;
  std::size_t failed = 0;
  for (const json::value& one : entries) {
    const Input entry(input.context, members_of(one), events.info().refusals);
    answers.push_back(put_one(events, entry));
    if (answers.back().get_object().contains("ErrorCode")) ++failed;
  }
  return {{"FailedEntryCount", failed}, {"Entries", std::move(answers)}};
}

}  // namespace orrery::events::operations
