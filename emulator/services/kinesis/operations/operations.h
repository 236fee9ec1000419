#pragma once
// The operations of Kinesis. What one promises is AWS's API reference of that name.
#include "services/kinesis/kinesis.h"

namespace orrery::kinesis::operations {

json::object add_tags_to_stream(Kinesis& kinesis, const Input& input);
json::object create_stream(Kinesis& kinesis, const Input& input);
json::object decrease_stream_retention_period(Kinesis& kinesis, const Input& input);
json::object delete_stream(Kinesis& kinesis, const Input& input);
json::object describe_stream(Kinesis& kinesis, const Input& input);
json::object describe_stream_summary(Kinesis& kinesis, const Input& input);
json::object get_records(Kinesis& kinesis, const Input& input);
json::object get_shard_iterator(Kinesis& kinesis, const Input& input);
json::object increase_stream_retention_period(Kinesis& kinesis, const Input& input);
json::object list_shards(Kinesis& kinesis, const Input& input);
json::object list_streams(Kinesis& kinesis, const Input& input);
json::object list_tags_for_stream(Kinesis& kinesis, const Input& input);
json::object put_record(Kinesis& kinesis, const Input& input);
json::object put_records(Kinesis& kinesis, const Input& input);
json::object remove_tags_from_stream(Kinesis& kinesis, const Input& input);

}  // namespace orrery::kinesis::operations
