#include "services/dynamodb/streams.h"

#include "core/arn.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/operations/streams_operations.h"

namespace orrery::dynamodb {
namespace {

constexpr Operation<Streams> stream_operations[] = {
    {"DescribeStream", describe_stream},      {"GetRecords", get_records},
    {"GetShardIterator", get_shard_iterator}, {"ListStreams", list_streams},
    {"WaitForRecords", wait_for_records},
};

constexpr ServiceInfo streams_info{.name = "dynamodbstreams",
                                   .resource = "StreamArn",
                                   .wires = {.target = "DynamoDBStreams_20120810",
                                             .error_namespace = error_namespace,
                                             .routes = {},
                                             .crc32 = true},
                                   .refusals = {}};

}  // namespace

const ServiceInfo& Streams::info() const { return streams_info; }

void Streams::call(std::string_view operation, const Context& context, const json::object& input,
                   Reply reply) {
  dispatch<Streams>(stream_operations, *this, operation, context, input, std::move(reply));
}

void Streams::resume() { trim_later(); }

Stream Streams::stream_of(const Input& input) const {
  const std::string_view arn = input.text("StreamArn");
  check_stream_arn(arn);
  auto stream = dynamodb.streams.find(input.context, arn);
  if (!stream) {
    throw resource_not_found("Requested resource not found: Stream: " + std::string(arn) + " not found");
  }
  return std::move(*stream);
}

void Streams::trim_later() {
  trimming_ = dynamodb.clock.after(
      std::chrono::hours(1),
      [this] {
        dynamodb.streams.trim();
        trim_later();
      },
      Purpose::housekeeping);
}

void check_stream_arn(std::string_view text) {
  const auto arn = parse_arn(text);
  const bool of_stream = arn && arn->service == "dynamodb" && arn->resource.starts_with("table/") &&
                         arn->resource.find("/stream/") != arn->resource.npos;
  if (!of_stream) throw validation("Invalid StreamArn");
}

}  // namespace orrery::dynamodb
