#pragma once
// A world with one stream of two shards.
#include "core/digest.h"
#include "services/kinesis/kinesis.h"
#include "tests/world.h"

namespace orrery {

struct KinesisWorld : World {
  KinesisWorld() {
    directory.add(kinesis);
    call("kinesis", "CreateStream", parse("{'StreamName': 's', 'ShardCount': 2}"));
  }
  json::object write(const std::string& key, const std::string& data) {
    return call(
        "kinesis", "PutRecord",
        json::object{{"StreamName", "s"}, {"PartitionKey", key}, {"Data", json::string(to_base64(data))}});
  }
  std::string iterator(const std::string& shard, json::object more) {
    more["StreamName"] = "s";
    more["ShardId"] = shard;
    return std::string(
        find_text(call("kinesis", "GetShardIterator", std::move(more)), "ShardIterator").value_or(""));
  }
  // The data of what can be read from there, and the next iterator.
  std::vector<std::string> read(std::string& from) {
    const json::object answer = call("kinesis", "GetRecords", json::object{{"ShardIterator", from}});
    from = std::string(find_text(answer, "NextShardIterator").value_or(""));
    std::vector<std::string> data;
    for (const json::value& record : answer.at("Records").as_array()) {
      data.push_back(*from_base64(view(record.as_object().at("Data").as_string())));
    }
    return data;
  }
  Kinesis kinesis{core};
};

}  // namespace orrery
