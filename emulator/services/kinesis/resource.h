#pragma once
// What ResourceARN names: a stream, or a consumer of one. Both have tags and a policy.
#include "services/kinesis/kinesis.h"

namespace orrery::kinesis {

struct Resource {
  Stream stream;
  std::optional<Consumer> consumer;

  json::object& tags() { return consumer ? consumer->tags : stream.tags; }
  std::string& policy() { return consumer ? consumer->policy : stream.policy; }
  std::string arn() const { return consumer ? arn_of(stream, *consumer) : stream.arn(); }
};

// Refuses with ResourceNotFoundException.
Resource resource_of(Kinesis& kinesis, const Input& input);
// The consumer that ConsumerARN, or StreamARN and ConsumerName, name.
Resource consumer_of(Kinesis& kinesis, const Input& input);
void put(Kinesis& kinesis, const Resource& resource);

// Refuses more than 50, and keys and values that are too long.
void add_tags(Resource& resource, const json::object& tags);
void remove_tags(Resource& resource, const json::array& keys);

}  // namespace orrery::kinesis
