#include "services/kinesis/kinesis.h"

#include "core/digest.h"
#include "tests/world.h"

using namespace orrery;

namespace {

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

using Data = std::vector<std::string>;

}  // namespace

TEST_CASE_METHOD(KinesisWorld, "records of a key are read in the order they were written", "[kinesis]") {
  const json::object first = write("key", "1");
  const std::string shard(view(first.at("ShardId").as_string()));
  CHECK(first.at("SequenceNumber").as_string().size() == 56);
  std::string latest = iterator(shard, {{"ShardIteratorType", "LATEST"}});
  write("key", "2");
  write("key", "3");
  std::string all = iterator(shard, {{"ShardIteratorType", "TRIM_HORIZON"}});
  CHECK(read(all) == Data{"1", "2", "3"});
  CHECK(read(all).empty());
  CHECK(read(latest) == Data{"2", "3"});
  std::string after = iterator(shard, {{"ShardIteratorType", "AFTER_SEQUENCE_NUMBER"},
                                       {"StartingSequenceNumber", first.at("SequenceNumber")}});
  CHECK(read(after) == Data{"2", "3"});
  std::string at = iterator(shard, {{"ShardIteratorType", "AT_SEQUENCE_NUMBER"},
                                    {"StartingSequenceNumber", first.at("SequenceNumber")}});
  CHECK(read(at) == Data{"1", "2", "3"});
}

TEST_CASE_METHOD(KinesisWorld, "an explicit hash key chooses the shard", "[kinesis]") {
  const auto shard = [&](const char* hash) {
    return call("kinesis", "PutRecord",
                json::object{
                    {"StreamName", "s"}, {"PartitionKey", "k"}, {"Data", ""}, {"ExplicitHashKey", hash}})
        .at("ShardId");
  };
  CHECK(shard("0") == json::value("shardId-000000000000"));
  CHECK(shard("170141183460469231731687303715884105727") == json::value("shardId-000000000000"));
  CHECK(shard("170141183460469231731687303715884105728") == json::value("shardId-000000000001"));
  CHECK(shard("340282366920938463463374607431768211455") == json::value("shardId-000000000001"));
  CHECK_THROWS_AS(shard("340282366920938463463374607431768211456"), AwsError);
}

TEST_CASE_METHOD(KinesisWorld, "records go after their retention and iterators after five minutes",
                 "[kinesis]") {
  const std::string shard(view(write("key", "1").at("ShardId").as_string()));
  std::string from = iterator(shard, {{"ShardIteratorType", "TRIM_HORIZON"}});
  advance(5min + 1s);
  CHECK(
      refusal("kinesis", "GetRecords", json::object{{"ShardIterator", from}}).starts_with("ExpiredIterator"));
  advance(24h);
  from = iterator(shard, {{"ShardIteratorType", "TRIM_HORIZON"}});
  CHECK(read(from).empty());
}

TEST_CASE_METHOD(KinesisWorld, "a stream is described and listed until it is deleted", "[kinesis]") {
  CHECK(refusal("kinesis", "CreateStream", parse("{'StreamName': 's', 'ShardCount': 1}")) ==
        "ResourceInUseException: Stream s under account 000000000000 already exists.");
  const json::object described = call("kinesis", "DescribeStream", parse("{'StreamName': 's'}"));
  const json::object& stream = described.at("StreamDescription").as_object();
  CHECK(stream.at("StreamStatus") == json::value("ACTIVE"));
  CHECK(stream.at("Shards").as_array().size() == 2);
  CHECK(call("kinesis", "ListStreams").at("StreamNames") == parse("['s']"));
  const json::object many = call("kinesis", "PutRecords",
                                 parse("{'StreamName': 's', 'Records': [{'PartitionKey': 'a', 'Data': ''}, "
                                       "{'PartitionKey': 'b', 'Data': ''}]}"));
  CHECK(many.at("Records").as_array().size() == 2);
  call("kinesis", "DeleteStream", parse("{'StreamName': 's'}"));
  CHECK(refusal("kinesis", "PutRecord", parse("{'StreamName': 's', 'PartitionKey': 'a', 'Data': ''}")) ==
        "ResourceNotFoundException: Stream s under account 000000000000 not found.");
}
