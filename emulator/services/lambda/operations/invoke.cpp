#include "core/digest.h"
#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"
#include "services/lambda/payload.h"
#include "services/lambda/refusals.h"

namespace orrery::lambda {
namespace {

json::object answer_of(InvocationOutcome& outcome) {
  json::object result{
      {"StatusCode", 200}, {"ExecutedVersion", outcome.executed_version}, {"Payload", outcome.payload}};
  if (!outcome.error.empty()) result["FunctionError"] = outcome.error;
  if (!outcome.log.empty()) result["LogResult"] = to_base64(outcome.log);
  return result;
}

AsyncEvent event_of(const Input& input, const Target& target, std::string payload, std::string trace) {
  AsyncEvent event;
  event.account = target.function->account;
  event.region = target.function->region;
  event.function = target.function->name;
  event.qualifier = target.qualifier;
  event.payload = std::move(payload);
  event.request_id = input.context.request_id;
  event.trace = std::move(trace);
  event.client_context = input.maybe_text("ClientContext").value_or("");
  return event;
}

}  // namespace

void invoke(Lambda& lambda, const Input& input, Reply reply) {
  input.refuse_unsupported({"DurableExecutionName", "TenantId"});
  const auto kind = input.choice("InvocationType", {"RequestResponse", "Event", "DryRun"}, "RequestResponse");
  Target target =
      lambda.target(input.text("FunctionName"), input.maybe_text("Qualifier").value_or(""), input.context);
  std::string payload(input.maybe_text("Payload").value_or(""));
  check_payload(payload, kind == "Event" ? async_payload_limit : payload_limit, "InvokeFunction");
  std::string trace = lambda.core.journal.trace_for(input.context.call, input.context.trace);
  if (kind == "DryRun") return reply.ok({{"StatusCode", 204}});
  if (kind == "Event") {
    lambda.accept(event_of(input, target, std::move(payload), std::move(trace)));
    return reply.ok({{"StatusCode", 202}, {"Payload", ""}});
  }
  auto run = std::make_unique<Run>();
  run->target = std::move(target);
  run->request_id = input.context.request_id.empty() ? lambda.entropy.uuid() : input.context.request_id;
  run->payload = std::move(payload);
  run->client_context = from_base64(input.maybe_text("ClientContext").value_or("")).value_or("");
  run->trace = std::move(trace);
  run->wants_log = input.choice("LogType", {"None", "Tail"}, "None") == "Tail";
  auto promise = std::make_shared<Reply>(std::move(reply));
  run->done = [promise](InvocationOutcome outcome) { promise->ok(answer_of(outcome)); };
  try {
    lambda.start(std::move(run));
  } catch (AwsError& refusal) {
    promise->fail(std::move(refusal));
  }
}

}  // namespace orrery::lambda
