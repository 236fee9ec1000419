#include "services/kinesis/kinesis.h"

#include "services/kinesis/constraints.h"
#include "services/kinesis/operations/operations.h"

namespace orrery {
namespace {

constexpr ServiceInfo service_info{
    .name = "kinesis",
    .resource = "StreamName,StreamARN,ResourceARN,ConsumerARN",
    .wires = {.target = "Kinesis_20131202", .json_version = "1.1"},
    .refusals = {.invalid = "ValidationException", .missing = "ValidationException"}};

constexpr Duration sweep_pause = 10ms;

namespace op = kinesis::operations;
constexpr Operation<Kinesis> table[] = {
    {"AddTagsToStream", op::add_tags_to_stream},
    {"CreateStream", op::create_stream},
    {"DecreaseStreamRetentionPeriod", op::decrease_stream_retention_period},
    {"DeleteResourcePolicy", op::delete_resource_policy},
    {"DeleteStream", op::delete_stream},
    {"DeregisterStreamConsumer", op::deregister_stream_consumer},
    {"DescribeLimits", op::describe_limits},
    {"DescribeStream", op::describe_stream},
    {"DescribeStreamConsumer", op::describe_stream_consumer},
    {"DescribeStreamSummary", op::describe_stream_summary},
    {"DisableEnhancedMonitoring", op::disable_enhanced_monitoring},
    {"EnableEnhancedMonitoring", op::enable_enhanced_monitoring},
    {"GetRecords", op::get_records},
    {"GetResourcePolicy", op::get_resource_policy},
    {"GetShardIterator", op::get_shard_iterator},
    {"IncreaseStreamRetentionPeriod", op::increase_stream_retention_period},
    {"ListShards", op::list_shards},
    {"ListStreamConsumers", op::list_stream_consumers},
    {"ListStreams", op::list_streams},
    {"ListTagsForResource", op::list_tags_for_resource},
    {"ListTagsForStream", op::list_tags_for_stream},
    {"MergeShards", op::merge_shards},
    {"PutRecord", op::put_record},
    {"PutRecords", op::put_records},
    {"PutResourcePolicy", op::put_resource_policy},
    {"RegisterStreamConsumer", op::register_stream_consumer},
    {"RemoveTagsFromStream", op::remove_tags_from_stream},
    {"SplitShard", op::split_shard},
    {"StartStreamEncryption", op::start_stream_encryption},
    {"StopStreamEncryption", op::stop_stream_encryption},
    {"TagResource", op::tag_resource},
    {"UntagResource", op::untag_resource},
    {"UpdateMaxRecordSize", op::update_max_record_size},
    {"UpdateShardCount", op::update_shard_count},
    {"UpdateStreamMode", op::update_stream_mode},
    {"WaitForRecords", op::wait_for_records},
};

}  // namespace

Kinesis::Kinesis(Core& core_)
    : core(core_), streams(core_), shards(core_), records(core_), consumers(core_) {}

const ServiceInfo& Kinesis::info() const { return service_info; }

void Kinesis::call(std::string_view operation, const Context& context, const json::object& input,
                   Reply reply) {
  const Input request(context, input, service_info.refusals);
  kinesis::check_request(operation, request);
  if (request.flag("DryRun")) throw not_supported("parameter DryRun");
  dispatch<Kinesis>(table, *this, operation, context, input, std::move(reply));
}

void Kinesis::sweep_soon() {
  sweeping_ = core.clock.after(
      sweep_pause,
      [this] {
        if (streams.erase_some()) sweep_soon();
      },
      Purpose::housekeeping);
}

}  // namespace orrery
