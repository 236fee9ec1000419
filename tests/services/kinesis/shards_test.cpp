#include "services/kinesis/sequence.h"
#include "tests/services/kinesis/kinesis_world.h"

using namespace orrery;

namespace {

using Data = std::vector<std::string>;

struct ShardsWorld : KinesisWorld {
  json::array shards(json::object more = {}) {
    more["StreamName"] = "s";
    return call("kinesis", "ListShards", std::move(more)).at("Shards").as_array();
  }
  // Their last digits.
  std::string numbers(json::object filter) {
    std::string digits;
    for (const json::value& shard : shards({{"ShardFilter", std::move(filter)}}))
      digits += shard.at("ShardId").as_string().back();
    return digits;
  }
  void split(const char* shard, const char* hash) {
    call("kinesis", "SplitShard",
         {{"StreamName", "s"}, {"ShardToSplit", shard}, {"NewStartingHashKey", hash}});
  }
};

}  // namespace

TEST_CASE("sequence numbers hold where a record is and rise with it", "[kinesis]") {
  const kinesis::Sequence sequence{3, 1'767'225'600, 77, 1'767'225'601};
  const std::string text = kinesis::write_sequence(sequence);
  CHECK(text.size() == 56);
  CHECK(text.starts_with("496"));
  const auto again = kinesis::read_sequence(text);
  REQUIRE(again);
  CHECK(again->shard == 3);
  CHECK(again->shard_made_s == sequence.shard_made_s);
  CHECK(again->place == 77);
  CHECK(again->at_s == sequence.at_s);
  kinesis::Sequence later = sequence;
  later.place = 78;
  later.at_s = sequence.at_s - 1;
  CHECK(kinesis::write_sequence(later) > text);
  for (const char* other : {"", "0", "5", "x", "49668899999999999999999999999999999999999999999999999999",
                            "99999999999999999999999999999999999999999999999999999999999999999999"})
    CHECK_FALSE(kinesis::read_sequence(other));
}

TEST_CASE_METHOD(ShardsWorld, "three shards share the hash space as AWS's do", "[kinesis]") {
  call("kinesis", "CreateStream", parse("{'StreamName': 'three', 'ShardCount': 3}"));
  const json::array three = call("kinesis", "ListShards", {{"StreamName", "three"}}).at("Shards").as_array();
  CHECK(three[0].at("HashKeyRange") ==
        parse("{'StartingHashKey': '0', 'EndingHashKey': '113427455640312821154458202477256070484'}"));
  CHECK(three[1].at("HashKeyRange") == parse("{'StartingHashKey': '113427455640312821154458202477256070485', "
                                             "'EndingHashKey': '226854911280625642308916404954512140969'}"));
  CHECK(three[2].at("HashKeyRange") == parse("{'StartingHashKey': '226854911280625642308916404954512140970', "
                                             "'EndingHashKey': '340282366920938463463374607431768211455'}"));
}

TEST_CASE_METHOD(ShardsWorld, "a split shard is read to its end, and then its children", "[kinesis]") {
  const auto put = [&](const char* data) {
    return call("kinesis", "PutRecord",
                {{"StreamName", "s"},
                 {"PartitionKey", "k"},
                 {"ExplicitHashKey", "100"},
                 {"Data", json::string(to_base64(data))}});
  };
  put("before");
  split("shardId-0", "50");
  CHECK(put("after").at("ShardId") == json::value("shardId-000000000003"));
  const json::array all = shards();
  REQUIRE(all.size() == 4);
  CHECK(all[0].at("SequenceNumberRange").as_object().contains("EndingSequenceNumber"));
  CHECK(all[2].at("ParentShardId") == json::value("shardId-000000000000"));
  CHECK(all[2].at("HashKeyRange") == parse("{'StartingHashKey': '0', 'EndingHashKey': '49'}"));
  std::string from = iterator("shardId-000000000000", {{"ShardIteratorType", "TRIM_HORIZON"}});
  const json::object last = call("kinesis", "GetRecords", {{"ShardIterator", from}});
  CHECK(last.at("Records").as_array().size() == 1);
  CHECK_FALSE(last.contains("NextShardIterator"));
  REQUIRE(last.at("ChildShards").as_array().size() == 2);
  CHECK(last.at("ChildShards").as_array()[1].at("ParentShards") == parse("['shardId-000000000000']"));
  from =
      iterator("shardId-000000000003",
               {{"ShardIteratorType", "AT_SEQUENCE_NUMBER"},
                {"StartingSequenceNumber", all[3].at("SequenceNumberRange").at("StartingSequenceNumber")}});
  CHECK(read(from) == Data{"after"});
  CHECK(
      refusal("kinesis", "SplitShard",
              parse("{'StreamName': 's', 'ShardToSplit': '2', 'NewStartingHashKey': '49'}")) ==
      "InvalidArgumentException: NewStartingHashKey 49 used in SplitShard() on shard shardId-000000000002 in "
      "stream s under account 000000000000 is not both greater than one plus the shard's StartingHashKey 0 "
      "and less than the shard's EndingHashKey 49.");
}

TEST_CASE_METHOD(ShardsWorld, "neighbours merge, others do not", "[kinesis]") {
  CHECK(refusal("kinesis", "MergeShards",
                parse("{'StreamName': 's', 'ShardToMerge': '1', 'AdjacentShardToMerge': '0'}")) ==
        "InvalidArgumentException: Shards shardId-000000000001 and shardId-000000000000 in stream s under "
        "account 000000000000 are not an adjacent pair of shards eligible for merging");
  call("kinesis", "MergeShards",
       parse("{'StreamName': 's', 'ShardToMerge': '0', 'AdjacentShardToMerge': '1'}"));
  const json::array all = shards();
  REQUIRE(all.size() == 3);
  CHECK(all[2].at("ParentShardId") == json::value("shardId-000000000000"));
  CHECK(all[2].at("AdjacentParentShardId") == json::value("shardId-000000000001"));
  CHECK(write("any", "x").at("ShardId") == json::value("shardId-000000000002"));
}

TEST_CASE_METHOD(ShardsWorld, "the number of shards is at most doubled or halved", "[kinesis]") {
  const auto scale = [&](int target) {
    return refusal("kinesis", "UpdateShardCount",
                   {{"StreamName", "s"}, {"TargetShardCount", target}, {"ScalingType", "UNIFORM_SCALING"}});
  };
  CHECK(scale(5) ==
        "LimitExceededException: UpdateShardCount cannot scale up over double your current open shard count. "
        "Current open shard count: 2, Target shard count: 5");
  CHECK(scale(4).empty());
  CHECK(shards().size() == 6);
  CHECK(numbers({{"Type", "AT_LATEST"}}) == "2345");
  CHECK(scale(1).starts_with("LimitExceededException: UpdateShardCount cannot scale down below half"));
  CHECK(scale(2).empty());
  CHECK(numbers({{"Type", "AT_LATEST"}}) == "67");
}

TEST_CASE_METHOD(ShardsWorld, "shards are listed by filter and page, closed ones for the retention",
                 "[kinesis]") {
  const double begin = epoch_double(clock.now());
  advance(1h);
  split("0", "50");
  advance(1h);
  CHECK(numbers({{"Type", "AT_TRIM_HORIZON"}}) == "01");
  CHECK(numbers({{"Type", "FROM_TRIM_HORIZON"}}) == "0123");
  CHECK(numbers({{"Type", "AT_LATEST"}}) == "123");
  CHECK(numbers({{"Type", "AT_TIMESTAMP"}, {"Timestamp", begin + 60}}) == "01");
  CHECK(numbers({{"Type", "FROM_TIMESTAMP"}, {"Timestamp", begin + 5400}}) == "123");
  CHECK(numbers({{"Type", "AFTER_SHARD_ID"}, {"ShardId", "shardId-000000000001"}}) == "23");
  const json::object page = call("kinesis", "ListShards", {{"StreamName", "s"}, {"MaxResults", 3}});
  CHECK(page.at("Shards").as_array().size() == 3);
  const json::value token = page.at("NextToken");
  CHECK(call("kinesis", "ListShards", {{"NextToken", token}}).at("Shards").as_array().size() == 1);
  CHECK(refusal("kinesis", "ListShards", {{"NextToken", token}, {"StreamName", "s"}}) ==
        "InvalidArgumentException: NextToken and StreamName cannot be provided together.");
  advance(24h);
  CHECK(refusal("kinesis", "ListShards", {{"NextToken", token}}).starts_with("ExpiredNextTokenException"));
  CHECK(shards().size() == 3);
}
