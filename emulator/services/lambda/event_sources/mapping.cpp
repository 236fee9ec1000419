#include "services/lambda/event_sources/mapping.h"

#include "core/arn.h"
#include "core/digest.h"
#include "core/event_pattern.h"

namespace orrery::lambda {
namespace {

bool flag_of(const json::object& object, std::string_view name) {
  const json::value* value = find(object, name);
  return value && value->is_bool() && value->get_bool();
}

SourceKind kind_of(std::string_view arn_text) {
  const auto arn = parse_arn(arn_text);
  if (arn && arn->service == "dynamodb") return SourceKind::dynamodb;
  if (arn && arn->service == "kinesis") return SourceKind::kinesis;
  return SourceKind::sqs;
}

std::vector<json::object> filters_of(const json::object& shown) {
  std::vector<json::object> patterns;
  const json::object* criteria = find_object(shown, "FilterCriteria");
  const json::array* filters = criteria ? find_array(*criteria, "Filters") : nullptr;
  if (!filters) return patterns;
  for (const json::value& filter : *filters) {
    if (!filter.is_object()) continue;
    auto pattern = parse_json(find_text(filter.get_object(), "Pattern").value_or(""));
    if (pattern && pattern->is_object()) patterns.push_back(std::move(pattern->get_object()));
  }
  return patterns;
}

}  // namespace

Mapping read_mapping(const Context& context, json::object shown) {
  Mapping mapping;
  mapping.context = context;
  mapping.context.caller = "lambda";
  mapping.uuid = text_of(shown, "UUID");
  mapping.source_arn = text_of(shown, "EventSourceArn");
  mapping.function_arn = text_of(shown, "FunctionArn");
  mapping.kind = kind_of(mapping.source_arn);
  mapping.batch_size = find_number(shown, "BatchSize").value_or(10);
  mapping.window = std::chrono::seconds(find_number(shown, "MaximumBatchingWindowInSeconds").value_or(0));
  mapping.filters = filters_of(shown);
  if (const json::array* types = find_array(shown, "FunctionResponseTypes"))
    mapping.reports_failures =
        std::find(types->begin(), types->end(), "ReportBatchItemFailures") != types->end();
  if (const json::object* scaling = find_object(shown, "ScalingConfig"))
    mapping.maximum_concurrency = find_number(*scaling, "MaximumConcurrency");
  mapping.starting_position = text_of(shown, "StartingPosition");
  if (const json::value* at = find(shown, "StartingPositionTimestamp"); at && at->is_number())
    mapping.starting_at = from_epoch_milliseconds(std::llround(at->to_number<double>() * 1000));
  mapping.retries = find_number(shown, "MaximumRetryAttempts").value_or(-1);
  if (const auto age = find_number(shown, "MaximumRecordAgeInSeconds"); age && *age >= 0)
    mapping.maximum_age = std::chrono::seconds(*age);
  mapping.parallel = find_number(shown, "ParallelizationFactor").value_or(1);
  mapping.tumbling = std::chrono::seconds(find_number(shown, "TumblingWindowInSeconds").value_or(0));
  mapping.bisects = flag_of(shown, "BisectBatchOnFunctionError");
  if (const json::object* destinations = find_object(shown, "DestinationConfig"))
    if (const json::object* failure = find_object(*destinations, "OnFailure"))
      mapping.on_failure = text_of(*failure, "Destination");
  if (const json::value* at = find(shown, "LastModified"); at && at->is_number())
    mapping.modified = from_epoch_milliseconds(std::llround(at->to_number<double>() * 1000));
  const std::string state = text_of(shown, "State");
  mapping.enabled = state != "Disabled";
  mapping.shown = std::move(shown);
  return mapping;
}

bool wanted(const Mapping& mapping, const json::object& record) {
  if (mapping.filters.empty()) return true;
  json::object seen = record;
  if (mapping.kind == SourceKind::sqs) {
    if (auto body = parse_json(find_text(record, "body").value_or(""))) seen["body"] = *std::move(body);
  } else if (mapping.kind == SourceKind::kinesis) {
    const json::object* inner = find_object(record, "kinesis");
    const auto data = inner ? from_base64(find_text(*inner, "data").value_or("")) : std::nullopt;
    if (data) {
      auto parsed = parse_json(*data);
      seen["data"] = parsed ? *std::move(parsed) : json::value(json::string(*data));
    }
  }
  return std::any_of(mapping.filters.begin(), mapping.filters.end(),
                     [&seen](const json::object& pattern) { return matches(pattern, seen); });
}

}  // namespace orrery::lambda
