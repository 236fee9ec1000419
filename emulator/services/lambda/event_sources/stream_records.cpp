#include "services/lambda/event_sources/stream_records.h"

#include "core/arn.h"

namespace orrery::lambda {
namespace {

json::object kinesis_record(const Mapping& mapping, std::string_view role, std::string_view shard,
                            const json::object& record) {
  const auto arn = parse_arn(mapping.source_arn).value_or(Arn{});
  const std::string sequence = text_of(record, "SequenceNumber");
  json::object inner{{"kinesisSchemaVersion", "1.0"},
                     {"partitionKey", text_of(record, "PartitionKey")},
                     {"sequenceNumber", sequence},
                     {"data", text_of(record, "Data")}};
  if (const json::value* arrival = find(record, "ApproximateArrivalTimestamp"))
    inner["approximateArrivalTimestamp"] = *arrival;
  return {{"kinesis", std::move(inner)},
          {"eventSource", "aws:kinesis"},
          {"eventVersion", "1.0"},
          {"eventID", std::string(shard) + ":" + sequence},
          {"eventName", "aws:kinesis:record"},
          {"invokeIdentityArn", role},
          {"awsRegion", arn.region},
          {"eventSourceARN", mapping.source_arn}};
}

const json::object& inner_of(const json::object& record) {
  static const json::object nothing;
  for (const char* name : {"dynamodb", "kinesis"})
    if (const json::object* inner = find_object(record, name)) return *inner;
  return nothing;
}

}  // namespace

json::object stream_event_record(const Mapping& mapping, std::string_view role, std::string_view shard,
                                 const json::object& record) {
  if (mapping.kind == SourceKind::kinesis) {
    json::object shown = kinesis_record(mapping, role, shard, record);
    if (const auto job = find_text(record, trace_of_job)) shown[boost_view(trace_of_job)] = boost_view(*job);
    return shown;
  }
  json::object shown = record;
  shown["eventSourceARN"] = mapping.source_arn;
  // Events spell small what GetRecords spells with capitals.
  if (const json::object* identity = find_object(record, "userIdentity"))
    shown["userIdentity"] = json::object{{"type", text_of(*identity, "Type")},
                                         {"principalId", text_of(*identity, "PrincipalId")}};
  return shown;
}

std::string partition_of(const json::object& event_record) {
  const json::object& inner = inner_of(event_record);
  if (const json::object* keys = find_object(inner, "Keys")) return to_text(*keys);
  return text_of(inner, "partitionKey");
}

std::string sequence_of(const json::object& event_record) {
  const json::object& inner = inner_of(event_record);
  const std::string sequence = text_of(inner, "SequenceNumber");
  return sequence.empty() ? text_of(inner, "sequenceNumber") : sequence;
}

Instant arrival_of(const json::object& event_record) {
  const json::object& inner = inner_of(event_record);
  for (const char* name : {"ApproximateCreationDateTime", "approximateArrivalTimestamp"})
    if (const json::value* when = find(inner, name); when && when->is_number())
      return from_epoch_milliseconds(static_cast<std::int64_t>(when->to_number<double>() * 1000));
  return {};
}

// Records of DynamoDB are dated to the second.
std::string arrival_time(const Mapping& mapping, const json::object& event_record) {
  std::string time = iso_time(arrival_of(event_record));
  if (mapping.kind == SourceKind::dynamodb) time.replace(time.find('.'), std::string::npos, "Z");
  return time;
}

std::string failed_batch_envelope(const Mapping& mapping, std::string_view shard, const json::array& records,
                                  std::string_view request_id, std::string_view condition,
                                  std::int64_t attempts, std::string_view function_error, Instant now) {
  const json::object& first = records.front().get_object();
  const json::object& last = records.back().get_object();
  json::object response{{"statusCode", 200}, {"executedVersion", "$LATEST"}, {"functionError", nullptr}};
  // null where the function ended well and said which records failed.
  if (!function_error.empty()) response["functionError"] = function_error;
  json::object envelope{{"requestContext",
                         {{"requestId", request_id},
                          {"functionArn", mapping.function_arn},
                          {"condition", condition},
                          {"approximateInvokeCount", attempts}}},
                        {"responseContext", std::move(response)},
                        {"version", "1.0"},
                        {"timestamp", iso_time(now)}};
  envelope[mapping.kind == SourceKind::kinesis ? "KinesisBatchInfo" : "DDBStreamBatchInfo"] =
      json::object{{"shardId", shard},
                   {"startSequenceNumber", sequence_of(first)},
                   {"endSequenceNumber", sequence_of(last)},
                   {"approximateArrivalOfFirstRecord", arrival_time(mapping, first)},
                   {"approximateArrivalOfLastRecord", arrival_time(mapping, last)},
                   {"batchSize", records.size()},
                   {"streamArn", mapping.source_arn}};
  // A bucket has room for the records themselves.
  if (const auto arn = parse_arn(mapping.on_failure); arn && arn->service == "s3")
    envelope["payload"] = to_text(json::object{{"Records", records}});
  return to_text(envelope);
}

}  // namespace orrery::lambda
