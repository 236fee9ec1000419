#include "core/digest.h"
#include "services/lambda/event_stream.h"
#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"
#include "services/lambda/payload.h"

namespace orrery::lambda {
namespace {

constexpr std::size_t chunk_size = 64 * 1024;

// The whole response in frames, as a client that reads a stream expects them.
std::string frames_of(const InvocationOutcome& outcome) {
  std::string frames;
  json::object complete;
  if (outcome.error.empty()) {
    for (std::size_t at = 0; at < outcome.payload.size(); at += chunk_size)
      frames +=
          event_frame("PayloadChunk", "application/octet-stream", outcome.payload.substr(at, chunk_size));
  } else {
    const auto error = parse_json(outcome.payload);
    const auto type =
        error && error->is_object() ? find_text(error->get_object(), "errorType") : std::nullopt;
    complete["ErrorCode"] = type.value_or(outcome.error);
    complete["ErrorDetails"] = outcome.payload;
  }
  if (!outcome.log.empty()) complete["LogResult"] = to_base64(outcome.log);
  return frames + event_frame("InvokeComplete", "application/json", to_text(complete));
}

}  // namespace

void invoke_with_response_stream(Lambda& lambda, const Input& input, Reply reply) {
  input.refuse_unsupported({"DurableExecutionName", "TenantId"});
  const auto kind = input.choice("InvocationType", {"RequestResponse", "DryRun"}, "RequestResponse");
  Target target =
      lambda.target(input.text("FunctionName"), input.maybe_text("Qualifier").value_or(""), input.context);
  auto run = std::make_unique<Run>();
  run->payload = input.maybe_text("Payload").value_or("");
  check_payload(run->payload, payload_limit, "InvokeFunction");
  if (kind == "DryRun") return reply.ok({{"StatusCode", 204}});
  run->target = std::move(target);
  run->request_id = input.context.request_id;
  run->client_context = from_base64(input.maybe_text("ClientContext").value_or("")).value_or("");
  run->trace = lambda.core.journal.trace_for(input.context.call, input.context.trace);
  run->wants_log = input.choice("LogType", {"None", "Tail"}, "None") == "Tail";
  auto promise = std::make_shared<Reply>(std::move(reply));
  run->done = [promise](InvocationOutcome outcome) {
    promise->ok({{"StatusCode", 200},
                 {"ExecutedVersion", outcome.executed_version},
                 {"ResponseStreamContentType", "application/octet-stream"},
                 {"EventStream", frames_of(outcome)}});
  };
  try {
    lambda.start(std::move(run));
  } catch (AwsError& refusal) {
    promise->fail(std::move(refusal));
  }
}

}  // namespace orrery::lambda
