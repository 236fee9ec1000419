#include "services/dynamodb/streams.h"

#include "services/dynamodb/operations/streams_operations.h"

namespace orrery::dynamodb {
namespace {

constexpr Operation<Streams> table[] = {
    {"DescribeStream", describe_stream},      {"GetRecords", get_records},
    {"GetShardIterator", get_shard_iterator}, {"ListStreams", list_streams},
    {"WaitForRecords", wait_for_records},
};

constexpr ServiceInfo service_info{.name = "dynamodbstreams",
                                   .resource = "StreamArn",
                                   .wires = {.target = "DynamoDBStreams_20120810", .routes = {}},
                                   .refusals = {}};

}  // namespace

const ServiceInfo& Streams::info() const { return service_info; }

void Streams::call(std::string_view operation, const Context& context, const json::object& input,
                   Reply reply) {
  dispatch<Streams>(table, *this, operation, context, input, std::move(reply));
}

void Streams::resume() { trim_later(); }

void Streams::trim_later() {
  trimming_ = dynamodb.clock.after(
      std::chrono::hours(1),
      [this] {
        dynamodb.streams.trim();
        trim_later();
      },
      Purpose::housekeeping);
}

}  // namespace orrery::dynamodb
