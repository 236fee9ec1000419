#include "core/arn.h"
#include "core/digest.h"
#include "core/protocol/gzip.h"
#include "services/logs/filter/pattern.h"
#include "services/logs/filters.h"
#include "services/logs/logs.h"

namespace orrery::logs {
namespace {

// What a subscriber is given: JSON, compressed.
std::string envelope(const Context& context, const Group& group, const Stream& stream,
                     std::string_view filter, json::array events) {
  return protocol::gzip(to_text(json::object{{"messageType", "DATA_MESSAGE"},
                                             {"owner", context.account},
                                             {"logGroup", group.name},
                                             {"logStream", stream.name},
                                             {"subscriptionFilters", json::array{boost_view(filter)}},
                                             {"logEvents", std::move(events)}}));
}

void send(Logs& logs, const Context& context, const Stream& stream, const std::string& destination,
          const std::string& data) {
  const auto arn = parse_arn(destination);
  if (!arn) return;
  Context owner;
  owner.account = arn->account;
  owner.region = arn->region;
  owner.caller = "logs";
  owner.trace = context.trace;
  owner.call = context.call;
  // Nobody hears of what cannot be delivered, as with AWS.
  const std::string encoded = to_base64(data);
  if (arn->service == "lambda") {
    const std::string event = to_text(json::object{{"awslogs", {{"data", encoded}}}});
    logs.caller.call("lambda", "Invoke", owner,
                     {{"FunctionName", destination}, {"InvocationType", "Event"}, {"Payload", event}},
                     Reply::ignored());
  } else {
    logs.caller.call("kinesis", "PutRecord", owner,
                     {{"StreamARN", destination}, {"Data", encoded}, {"PartitionKey", stream.name}},
                     Reply::ignored());
  }
}

}  // namespace

void pass_on(Logs& logs, const Context& context, const Group& group, const Stream& stream,
             const std::vector<NewEvent>& events) {
  for (const json::object& filter : filters_of(logs.store, group, FilterKind::subscription)) {
    const auto pattern = parse_pattern(find_text(filter, "filterPattern").value_or(""));
    json::array picked;
    for (const NewEvent& event : events)
      if (pattern->matches(event.message))
        picked.push_back({{"id", event_id(stream.number, event.place)},
                          {"timestamp", event.place.timestamp_ms},
                          {"message", boost_view(event.message)}});
    if (picked.empty()) continue;
    send(logs, context, stream, text_of(filter, "destinationArn"),
         envelope(context, group, stream, find_text(filter, "filterName").value_or(""), std::move(picked)));
  }
}

}  // namespace orrery::logs
