#include "services/lambda/event_sources/mapping_rules.h"

#include "core/arn.h"
#include "core/event_pattern.h"
#include "core/number.h"
#include "services/lambda/refusals.h"

namespace orrery::lambda {
namespace {

bool is_queue(const json::object& shown) {
  const auto arn = parse_arn(find_text(shown, "EventSourceArn").value_or(""));
  return arn && arn->service == "sqs";
}

void check_filters(const json::object& criteria) {
  const json::array* filters = find_array(criteria, "Filters");
  if (!filters) return;
  if (filters->size() > 10) throw invalid_parameter("The maximum number of filters is 10");
  for (const json::value& filter : *filters) {
    const auto pattern = filter.is_object()
                             ? parse_json(find_text(filter.get_object(), "Pattern").value_or(""))
                             : std::nullopt;
    if (!pattern || !pattern->is_object() || fault_of_pattern(pattern->get_object()))
      throw invalid_parameter("Invalid filter pattern definition.");
  }
}

void apply_queue_settings(json::object& shown, const Input& input) {
  for (const char* name : {"ParallelizationFactor", "MaximumRecordAgeInSeconds", "MaximumRetryAttempts",
                           "BisectBatchOnFunctionError", "TumblingWindowInSeconds", "DestinationConfig"})
    if (input.has(name))
      throw invalid_parameter("Unsupported " + std::string(name) +
                              " parameter for given event source mapping type.");
  const bool fifo = find_text(shown, "EventSourceArn").value_or("").ends_with(".fifo");
  if (const json::object* scaling = input.maybe_object("ScalingConfig")) {
    const auto most = find_number(*scaling, "MaximumConcurrency");
    if (most && (*most < 2 || *most > 1000))
      throw validation(
          "1 validation error detected: Value '" + std::to_string(*most) +
          "' at 'scalingConfig.maximumConcurrency' failed to satisfy constraint: Member must have value " +
          (*most < 2 ? "greater than or equal to 2" : "less than or equal to 1000"));
    if (most)
      shown["ScalingConfig"] = *scaling;
    else
      shown.erase("ScalingConfig");
  }
  const std::int64_t batch = find_number(shown, "BatchSize").value_or(10);
  const std::int64_t window = find_number(shown, "MaximumBatchingWindowInSeconds").value_or(0);
  if (fifo && batch > 10)
    throw invalid_parameter("Batch size must be less than or equal to 10 for FIFO queues.");
  if (fifo && window > 0) throw invalid_parameter("Batching window is not supported for FIFO queues.");
  if (batch > 10 && window == 0)
    throw invalid_parameter(
        "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10");
}

void apply_stream_settings(json::object& shown, const Input& input) {
  const struct {
    const char* name;
    std::int64_t low, high;
  } numbers[] = {{"ParallelizationFactor", 1, 10},
                 {"MaximumRecordAgeInSeconds", -1, 604'800},
                 {"MaximumRetryAttempts", -1, 10'000},
                 {"TumblingWindowInSeconds", 0, 900}};
  for (const auto& number : numbers)
    if (const auto value = input.maybe_number(number.name, number.low, number.high))
      shown[number.name] = *value;
  if (const auto bisects = input.maybe_flag("BisectBatchOnFunctionError"))
    shown["BisectBatchOnFunctionError"] = *bisects;
  if (find_number(shown, "TumblingWindowInSeconds").value_or(0) > 0 &&
      find_number(shown, "ParallelizationFactor").value_or(1) > 1)
    throw invalid_parameter("ParallelizationFactor must be 1 where TumblingWindowInSeconds is set.");
  if (const json::object* destinations = input.maybe_object("DestinationConfig")) {
    if (destinations->contains("OnSuccess"))
      throw invalid_parameter("Unsupported DestinationConfig parameter for given event source mapping type.");
    shown["DestinationConfig"] = *destinations;
  }
}

}  // namespace

void apply_mapping(json::object& shown, const Input& input) {
  input.refuse_unsupported({"Topics", "Queues", "SelfManagedEventSource",
                            "AmazonManagedKafkaEventSourceConfig", "SelfManagedKafkaEventSourceConfig",
                            "DocumentDBEventSourceConfig", "ProvisionedPollerConfig",
                            "SourceAccessConfigurations", "LoggingConfig", "MetricsConfig"});
  if (const auto batch = input.maybe_number("BatchSize", 1, 10'000)) shown["BatchSize"] = *batch;
  if (const auto window = input.maybe_number("MaximumBatchingWindowInSeconds", 0, 300))
    shown["MaximumBatchingWindowInSeconds"] = *window;
  if (const json::object* criteria = input.maybe_object("FilterCriteria")) {
    check_filters(*criteria);
    const json::array* filters = find_array(*criteria, "Filters");
    if (filters && !filters->empty())
      shown["FilterCriteria"] = *criteria;
    else
      shown.erase("FilterCriteria");
  }
  if (const json::array* types = input.maybe_list("FunctionResponseTypes")) {
    for (const json::value& type : *types)
      if (type != "ReportBatchItemFailures")
        throw validation(
            "1 validation error detected: Value '" + to_text(*types) +
            "' at 'functionResponseTypes' failed to satisfy constraint: Member must satisfy constraint: "
            "[Member must satisfy enum value set: [ReportBatchItemFailures]]");
    shown["FunctionResponseTypes"] = *types;
  }
  if (const auto enabled = input.maybe_flag("Enabled")) shown["State"] = *enabled ? "Enabled" : "Disabled";
  is_queue(shown) ? apply_queue_settings(shown, input) : apply_stream_settings(shown, input);
}

MappedFunction mapped_function(Lambda& lambda, const Input& input) {
  FunctionName name = parse_function_name(input.text("FunctionName"), {}, input.context);
  std::shared_ptr<const FunctionRecord> function;
  try {
    function = lambda.functions.get(name, input.context);
  } catch (const AwsError&) {
    throw invalid_parameter("Function does not exist");
  }
  Target target = lambda.functions.target(std::move(function), name.qualifier, 0.0);
  return {target.arn, target.runnable};
}

void check_source(Lambda& lambda, const Context& context, const json::object& shown,
                  const Runnable& function) {
  const std::string arn_text(find_text(shown, "EventSourceArn").value_or(""));
  const auto arn = parse_arn(arn_text);
  Context inner;
  inner.account = arn->account;
  inner.region = arn->region;
  inner.caller = "lambda";
  inner.trace = context.trace;
  if (arn->service == "sqs") {
    json::object answer;
    try {
      answer = lambda.core.caller.call_now(
          "sqs", "GetQueueAttributes", inner,
          {{"QueueUrl", lambda.core.endpoint + "/" + arn->account + "/" + arn->resource},
           {"AttributeNames", json::array{"VisibilityTimeout"}}});
    } catch (const AwsError& error) {
      if (error.status == 501) throw;
      // The name that the older of its protocols has for it.
      const bool missing = error.code == "QueueDoesNotExist";
      throw invalid_parameter("Error occurred while ReceiveMessage. SQS Error Code: " +
                              (missing ? "AWS.SimpleQueueService.NonExistentQueue" : error.code) +
                              ". SQS Error Message: " + error.message);
    }
    const json::object* attributes = find_object(answer, "Attributes");
    const auto text = attributes ? find_text(*attributes, "VisibilityTimeout") : std::nullopt;
    const auto visibility = read_number<std::int64_t>(text.value_or("")).value_or(30);
    if (visibility < function.timeout_s)
      throw invalid_parameter(
          "Queue visibility timeout: " + std::to_string(visibility) +
          " seconds is less than Function timeout: " + std::to_string(function.timeout_s) + " seconds");
    return;
  }
  const bool kinesis = arn->service == "kinesis";
  const bool consumer = kinesis && arn->resource.find("/consumer/") != std::string::npos;
  try {
    lambda.core.caller.call_now(kinesis ? "kinesis" : "dynamodbstreams",
                                consumer  ? "DescribeStreamConsumer"
                                : kinesis ? "ListShards"
                                          : "DescribeStream",
                                inner,
                                {{consumer  ? "ConsumerARN"
                                  : kinesis ? "StreamARN"
                                            : "StreamArn",
                                  arn_text}});
  } catch (const AwsError& error) {
    if (error.status == 501) throw;
    throw invalid_parameter((consumer ? "Consumer not found: " : "Stream not found: ") + arn_text);
  }
}

}  // namespace orrery::lambda
