#include "core/arn.h"
#include "services/lambda/event_sources/mapping_rules.h"
#include "services/lambda/operations/operations.h"
#include "services/lambda/refusals.h"
#include "services/lambda/tags.h"

namespace orrery::lambda {
namespace {

json::object defaults(const Input& input, bool stream) {
  json::object shown{{"EventSourceArn", input.text("EventSourceArn")},
                     {"BatchSize", stream ? 100 : 10},
                     {"MaximumBatchingWindowInSeconds", 0},
                     {"State", "Enabled"},
                     {"StateTransitionReason", stream ? "User action" : "USER_INITIATED"},
                     {"FunctionResponseTypes", json::array{}}};
  if (!stream) return shown;
  shown["StartingPosition"] = input.text("StartingPosition");
  input.maybe_choice("StartingPosition", {"TRIM_HORIZON", "LATEST", "AT_TIMESTAMP"});
  if (const json::value* at = find(input.members, "StartingPositionTimestamp"))
    shown["StartingPositionTimestamp"] = *at;
  shown["LastProcessingResult"] = "No records processed";
  shown["ParallelizationFactor"] = 1;
  shown["MaximumRecordAgeInSeconds"] = -1;
  shown["MaximumRetryAttempts"] = -1;
  shown["BisectBatchOnFunctionError"] = false;
  shown["TumblingWindowInSeconds"] = 0;
  shown["DestinationConfig"] = json::object{{"OnFailure", json::object{}}};
  return shown;
}

void check_new(Lambda& lambda, const Context& context, std::string_view source, const std::string& function) {
  lambda.mappings.for_each(context, {}, [&](const json::object& other) {
    if (find_text(other, "EventSourceArn") == source && find_text(other, "FunctionArn") == function)
      throw conflict(
          "The event source arn (\" " + std::string(source) + " \") and function (\" " + function +
          " \") provided mapping already exists. Please update or delete the existing mapping with UUID " +
          std::string(find_text(other, "UUID").value_or("")));
    return true;
  });
}

}  // namespace

json::object create_event_source_mapping(Lambda& lambda, const Input& input) {
  const MappedFunction function = mapped_function(lambda, input);
  if (!input.has("EventSourceArn")) throw invalid_parameter("Unrecognized event source.");
  const auto source = parse_arn(input.text("EventSourceArn"));
  const bool stream = source && (source->service == "dynamodb" || source->service == "kinesis");
  if (!source || (!stream && source->service != "sqs")) throw invalid_parameter("Unrecognized event source.");
  json::object shown = defaults(input, stream);
  shown["FunctionArn"] = function.arn;
  apply_mapping(shown, input);
  check_new(lambda, input.context, input.text("EventSourceArn"), function.arn);
  check_source(lambda, input.context, shown, *function.runnable);
  const std::string uuid = lambda.entropy.uuid();
  shown["UUID"] = uuid;
  shown["EventSourceMappingArn"] = make_arn(input.context, "lambda", "event-source-mapping:" + uuid);
  shown["LastModified"] = epoch_double(lambda.core.clock.now());
  lambda.mappings.save(input.context, shown);
  shown["State"] = "Creating";
  return shown;
}

}  // namespace orrery::lambda
