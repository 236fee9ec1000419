#pragma once
// The operations of Kinesis. What one promises is AWS's API reference of that name.
#include "services/kinesis/kinesis.h"

namespace orrery::kinesis::operations {

json::object add_tags_to_stream(Kinesis& kinesis, const Input& input);
json::object create_stream(Kinesis& kinesis, const Input& input);
json::object decrease_stream_retention_period(Kinesis& kinesis, const Input& input);
json::object delete_resource_policy(Kinesis& kinesis, const Input& input);
json::object delete_stream(Kinesis& kinesis, const Input& input);
json::object deregister_stream_consumer(Kinesis& kinesis, const Input& input);
json::object describe_limits(Kinesis& kinesis, const Input& input);
json::object describe_stream(Kinesis& kinesis, const Input& input);
json::object describe_stream_consumer(Kinesis& kinesis, const Input& input);
json::object describe_stream_summary(Kinesis& kinesis, const Input& input);
json::object disable_enhanced_monitoring(Kinesis& kinesis, const Input& input);
json::object enable_enhanced_monitoring(Kinesis& kinesis, const Input& input);
json::object get_records(Kinesis& kinesis, const Input& input);
json::object get_resource_policy(Kinesis& kinesis, const Input& input);
json::object get_shard_iterator(Kinesis& kinesis, const Input& input);
json::object increase_stream_retention_period(Kinesis& kinesis, const Input& input);
json::object list_shards(Kinesis& kinesis, const Input& input);
json::object list_stream_consumers(Kinesis& kinesis, const Input& input);
json::object list_streams(Kinesis& kinesis, const Input& input);
json::object list_tags_for_resource(Kinesis& kinesis, const Input& input);
json::object list_tags_for_stream(Kinesis& kinesis, const Input& input);
json::object merge_shards(Kinesis& kinesis, const Input& input);
json::object put_record(Kinesis& kinesis, const Input& input);
json::object put_records(Kinesis& kinesis, const Input& input);
json::object put_resource_policy(Kinesis& kinesis, const Input& input);
json::object register_stream_consumer(Kinesis& kinesis, const Input& input);
json::object remove_tags_from_stream(Kinesis& kinesis, const Input& input);
json::object split_shard(Kinesis& kinesis, const Input& input);
json::object start_stream_encryption(Kinesis& kinesis, const Input& input);
json::object stop_stream_encryption(Kinesis& kinesis, const Input& input);
json::object tag_resource(Kinesis& kinesis, const Input& input);
json::object untag_resource(Kinesis& kinesis, const Input& input);
json::object update_max_record_size(Kinesis& kinesis, const Input& input);
json::object update_shard_count(Kinesis& kinesis, const Input& input);
json::object update_stream_mode(Kinesis& kinesis, const Input& input);
// Of the house alone: answers once there is something to read at ShardIterator.
void wait_for_records(Kinesis& kinesis, const Input& input, Reply reply);

}  // namespace orrery::kinesis::operations
