#include "services/kinesis/kinesis.h"

#include "services/kinesis/operations/operations.h"

namespace orrery {
namespace {

constexpr ServiceInfo service_info{.name = "kinesis",
                                   .resource = "StreamName,StreamARN",
                                   .wires = {.target = "Kinesis_20131202", .json_version = "1.1"},
                                   .refusals = {}};

namespace op = kinesis::operations;
constexpr Operation<Kinesis> table[] = {
    {"AddTagsToStream", op::add_tags_to_stream},
    {"CreateStream", op::create_stream},
    {"DecreaseStreamRetentionPeriod", op::decrease_stream_retention_period},
    {"DeleteStream", op::delete_stream},
    {"DescribeStream", op::describe_stream},
    {"DescribeStreamSummary", op::describe_stream_summary},
    {"GetRecords", op::get_records},
    {"GetShardIterator", op::get_shard_iterator},
    {"IncreaseStreamRetentionPeriod", op::increase_stream_retention_period},
    {"ListShards", op::list_shards},
    {"ListStreams", op::list_streams},
    {"ListTagsForStream", op::list_tags_for_stream},
    {"PutRecord", op::put_record},
    {"PutRecords", op::put_records},
    {"RemoveTagsFromStream", op::remove_tags_from_stream},
};

}  // namespace

const ServiceInfo& Kinesis::info() const { return service_info; }

void Kinesis::call(std::string_view operation, const Context& context, const json::object& input,
                   Reply reply) {
  dispatch<Kinesis>(table, *this, operation, context, input, std::move(reply));
}

}  // namespace orrery
