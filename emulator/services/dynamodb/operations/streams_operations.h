#pragma once
// The operations of DynamoDB Streams, one file each.
#include "core/service.h"

namespace orrery::dynamodb {

class Streams;

json::object describe_stream(Streams& streams, const Input& input);
json::object get_records(Streams& streams, const Input& input);
json::object get_shard_iterator(Streams& streams, const Input& input);
json::object list_streams(Streams& streams, const Input& input);
// For readers inside the house: answers {} as soon as the iterator it is given has something to read.
void wait_for_records(Streams& streams, const Input& input, Reply reply);

}  // namespace orrery::dynamodb
