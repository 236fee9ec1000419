#include "services/lambda/destinations.h"

#include <algorithm>

#include "core/arn.h"
#include "core/digest.h"
#include "core/print.h"

namespace orrery::lambda {
namespace {

json::value json_or_text(const std::string& text) {
  if (auto value = parse_json(text)) return *std::move(value);
  return json::string(text);
}

std::string object_key(const ObjectPlace& place, Instant now) {
  std::string time = iso_time(now).substr(0, 19);
  std::string day = time.substr(0, 10);
  std::replace(day.begin(), day.end(), '-', '/');
  std::replace(time.begin(), time.end(), ':', '.');
  return "aws/lambda/" + place.folder + "/" + day + "/" + time + "-" + place.id;
}

// The ARN of a bucket has neither account nor region.
Context owner_of_bucket(Context context, const ObjectPlace& place) {
  context.account = place.account;
  context.region = place.region;
  return context;
}

json::object text_attribute(std::string_view value) {
  return {{"DataType", "String"}, {"StringValue", value}};
}

}  // namespace

void send_to(Core& core, std::string_view arn_text, const std::string& body, json::object attributes,
             std::string_view trace, const ObjectPlace& place) {
  const auto arn = parse_arn(arn_text);
  if (!arn) return;
  Context context;
  context.account = arn->account;
  context.region = arn->region;
  context.trace = trace;
  context.caller = "lambda";
  if (!core.caller.knows(arn->service)) return;
  if (arn->service == "sqs") {
    json::object message{{"QueueUrl", core.endpoint + "/" + arn->account + "/" + arn->resource},
                         {"MessageBody", body}};
    if (!attributes.empty()) message["MessageAttributes"] = std::move(attributes);
    if (arn->resource.ends_with(".fifo")) message["MessageGroupId"] = "lambda";
    core.caller.call("sqs", "SendMessage", context, std::move(message), Reply::ignored());
  } else if (arn->service == "sns") {
    json::object message{{"TopicArn", arn_text}, {"Message", body}};
    if (!attributes.empty()) message["MessageAttributes"] = std::move(attributes);
    core.caller.call("sns", "Publish", context, std::move(message), Reply::ignored());
  } else if (arn->service == "lambda") {
    core.caller.call("lambda", "Invoke", context,
                     {{"FunctionName", arn_text}, {"InvocationType", "Event"}, {"Payload", body}},
                     Reply::ignored());
  } else if (arn->service == "s3") {
    core.caller.call(
        "s3", "PutObject", owner_of_bucket(context, place),
        {{"Bucket", arn->resource}, {"Key", object_key(place, core.clock.now())}, {"Body", to_base64(body)}},
        Reply::ignored());
  } else if (arn->service == "events") {
    json::object entry{{"Source", "lambda"},
                       {"DetailType", "Lambda Function Invocation Result"},
                       {"Detail", body},
                       {"EventBusName", arn_text}};
    core.caller.call("events", "PutEvents", context, {{"Entries", json::array{std::move(entry)}}},
                     Reply::ignored());
  }
}

std::string outcome_envelope(Core& core, const AsyncEvent& event, std::string_view function_arn,
                             std::string_view condition, std::int64_t attempts,
                             const std::optional<InvocationOutcome>& outcome) {
  json::object envelope{{"version", "1.0"},
                        {"timestamp", iso_time(core.clock.now())},
                        {"requestContext",
                         {{"requestId", event.request_id},
                          {"functionArn", function_arn},
                          {"condition", condition},
                          {"approximateInvokeCount", attempts}}},
                        {"requestPayload", json_or_text(event.payload)}};
  if (outcome) {
    json::object response{{"statusCode", 200}, {"executedVersion", outcome->executed_version}};
    if (!outcome->error.empty()) response["functionError"] = outcome->error;
    envelope["responseContext"] = std::move(response);
    envelope["responsePayload"] = json_or_text(outcome->payload);
  }
  return print(envelope);
}

json::object dead_letter_attributes(const AsyncEvent& event,
                                    const std::optional<InvocationOutcome>& outcome) {
  json::object attributes{{"RequestID", text_attribute(event.request_id)},
                          {"ErrorCode", {{"DataType", "Number"}, {"StringValue", outcome ? "200" : "429"}}}};
  std::string message = outcome ? outcome->payload : "Rate Exceeded.";
  if (const auto error = parse_json(message); error && error->is_object())
    if (const auto text = find_text(error->get_object(), "errorMessage")) message = *text;
  attributes["ErrorMessage"] = text_attribute(std::string_view(message).substr(0, 1024));
  return attributes;
}

}  // namespace orrery::lambda
