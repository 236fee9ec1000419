#include "services/events/delivery.h"

#include <array>

#include "core/arn.h"
#include "core/digest.h"
#include "core/event_pattern.h"
#include "services/events/target_input.h"

namespace orrery::events {
namespace {

// A call to a neighbour.
struct Call {
  std::string_view service, operation;
  json::object input;
};

constexpr std::array reachable = {"lambda", "sqs", "sns", "states", "kinesis", "logs", "events"};

std::string queue_url(const Arn& queue) { return '/' + queue.account + '/' + queue.resource; }

Call call_for(const json::object& target, const Arn& arn, const json::object& event, std::string text) {
  const std::string arn_text = arn.text();
  if (arn.service == "lambda")
    return {"lambda", "Invoke", {{"FunctionName", arn_text}, {"InvocationType", "Event"}, {"Payload", text}}};
  if (arn.service == "sqs") {
    json::object message{{"QueueUrl", queue_url(arn)}, {"MessageBody", text}};
    if (const json::object* more = find_object(target, "SqsParameters"))
      if (const auto group = find_text(*more, "MessageGroupId"))
        message["MessageGroupId"] = boost_view(*group);
    return {"sqs", "SendMessage", std::move(message)};
  }
  if (arn.service == "sns") return {"sns", "Publish", {{"TopicArn", arn_text}, {"Message", text}}};
  if (arn.service == "states")
    return {"states", "StartExecution", {{"stateMachineArn", arn_text}, {"input", text}}};
  if (arn.service == "kinesis") {
    const json::object* more = find_object(target, "KinesisParameters");
    const auto key = text_at(more ? find_text(*more, "PartitionKeyPath").value_or("$.id") : "$.id", event);
    return {"kinesis",
            "PutRecord",
            {{"StreamARN", arn_text},
             {"PartitionKey", key.value_or(text_of(event, "id"))},
             {"Data", to_base64(text)}}};
  }
  throw AwsError("ValidationException", "Target " + arn_text + " cannot be reached");
}

Context context_of(const Context& caller, const Arn& arn) {
  Context context = caller;
  if (!arn.account.empty()) context.account = arn.account;
  if (!arn.region.empty()) context.region = arn.region;
  context.caller = "events";
  return context;
}

// What a dead-letter queue is told of.
json::object dead_letter(const Rule& rule, const json::object& target, const Arn& queue,
                         const AwsError& error, std::string text) {
  const auto attribute = [](std::string_view value) {
    return json::object{{"DataType", "String"}, {"StringValue", boost_view(value)}};
  };
  return {{"QueueUrl", queue_url(queue)},
          {"MessageBody", std::move(text)},
          {"MessageAttributes", json::object{{"RULE_ARN", attribute(rule.arn())},
                                             {"TARGET_ARN", attribute(find_text(target, "Arn").value_or(""))},
                                             {"ERROR_CODE", attribute(error.code)},
                                             {"ERROR_MESSAGE", attribute(error.message)}}}};
}

}  // namespace

Delivery::Delivery(Core& core, Registry& registry, Archives& archives)
    : core_(core), registry_(registry), archives_(archives), entropy_(core.entropy.fork("events")) {}

json::object Delivery::make_event(const Context& owner, std::string_view source, std::string_view detail_type,
                                  json::object detail, json::array resources, Instant when) {
  return {{"version", "0"},
          {"id", entropy_.uuid()},
          {"detail-type", boost_view(detail_type)},
          {"source", boost_view(source)},
          {"account", owner.account},
          {"time", iso_time(when).substr(0, 19) + 'Z'},
          {"region", owner.region},
          {"resources", std::move(resources)},
          {"detail", std::move(detail)}};
}

void Delivery::route(const Context& owner, std::string_view bus, const json::object& event,
                     const json::array* only) {
  archives_.keep(owner, bus, event);
  for (const Rule& rule : registry_.rules(owner, bus)) {
    if (!rule.enabled || rule.pattern.empty()) continue;
    const bool may = !only || only->empty() ||
                     std::find(only->begin(), only->end(), json::string(rule.arn())) != only->end();
    if (!may) continue;
    const auto pattern = parse_json(rule.pattern);
    if (pattern && pattern->is_object() && matches(pattern->get_object(), event)) deliver(owner, rule, event);
  }
}

json::object replayed(const json::object& event, std::string_view replay) {
  json::object again;
  for (const auto& [name, value] : event) {
    if (name == "resources") again["replay-name"] = boost_view(replay);
    again[name] = value;
  }
  return again;
}

void Delivery::deliver(const Context& owner, const Rule& rule, const json::object& event) {
  for (const json::object& target : registry_.targets(rule)) send(owner, rule, target, event);
}

void Delivery::send(const Context& owner, const Rule& rule, const json::object& target,
                    const json::object& event) {
  const auto arn = parse_arn(find_text(target, "Arn").value_or(""));
  if (!arn) return;
  const Context context = context_of(owner, *arn);
  if (arn->service == "events") {  // another bus; a turn of its own, so that buses may point at each other
    core_.loop.post([this, context, bus = arn->resource.substr(arn->resource.find('/') + 1), event] {
      if (registry_.find_bus(context, bus)) route(context, bus, event);
    });
    return;
  }
  std::string text = input_for(target, event, rule.arn());
  const json::object* letters = find_object(target, "DeadLetterConfig");
  const auto queue = letters ? parse_arn(find_text(*letters, "Arn").value_or("")) : std::nullopt;
  Reply done([this, context, rule, target, queue, text](const Result& result) {
    const auto* error = std::get_if<AwsError>(&result);
    if (!error || !queue) return;
    core_.caller.call("sqs", "SendMessage", context_of(context, *queue),
                      dead_letter(rule, target, *queue, *error, text), Reply::ignored());
  });
  if (arn->service == "logs") return send_to_log(context, *arn, event, std::move(text), std::move(done));
  Call call = call_for(target, *arn, event, std::move(text));
  core_.caller.call(call.service, call.operation, context, std::move(call.input), std::move(done));
}

// A stream per event, as its lines are not to be mixed with others.
void Delivery::send_to_log(const Context& context, const Arn& group, const json::object& event,
                           std::string text, Reply done) {
  const std::string prefix = "log-group:";
  std::string name = group.resource.substr(group.resource.find(prefix) + prefix.size());
  name = name.substr(0, name.find(':'));
  const json::string& stream = event.at("id").as_string();
  try {
    core_.caller.call_now("logs", "CreateLogStream", context,
                          {{"logGroupName", name}, {"logStreamName", stream}});
  } catch (AwsError& error) {
    return done.fail(std::move(error));
  }
  json::array lines{json::object{{"timestamp", epoch_milliseconds(core_.clock.now())}, {"message", text}}};
  core_.caller.call("logs", "PutLogEvents", context,
                    {{"logGroupName", name}, {"logStreamName", stream}, {"logEvents", std::move(lines)}},
                    std::move(done));
}

void check_target(const json::object& target) {
  const std::string_view text = find_text(target, "Arn").value_or("");
  const auto arn = parse_arn(text);
  if (!arn) {
    throw AwsError(
        "ValidationException",
        "Parameter " + std::string(text) + " is not valid. Reason: Provided Arn is not in correct format.");
  }
  if (std::find(reachable.begin(), reachable.end(), arn->service) == reachable.end())
    throw not_supported("events: a target of the service " + arn->service);
  if (arn->service == "events" && !arn->resource.starts_with("event-bus/"))
    throw not_supported("events: a target that is no event bus: " + arn->resource);
  for (const char* member : {"EcsParameters", "BatchParameters", "HttpParameters", "RunCommandParameters",
                             "RedshiftDataParameters", "SageMakerPipelineParameters", "AppSyncParameters"})
    if (target.contains(member)) throw not_supported(std::string("events: ") + member);
}

}  // namespace orrery::events
