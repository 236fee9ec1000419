#include "tests/services/kinesis/kinesis_world.h"

using namespace orrery;

namespace {

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
  const std::string shard = text_of(write("key", "1"), "ShardId");
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
  advance(1s);
  CHECK_FALSE(store->scan(Key("kinesis").text("record")).valid());
  CHECK_FALSE(store->scan(Key("kinesis").text("shard")).valid());
  CHECK(refusal("kinesis", "PutRecord", parse("{'StreamName': 's', 'PartitionKey': 'a', 'Data': ''}")) ==
        "ResourceNotFoundException: Stream s under account 000000000000 not found.");
}

TEST_CASE_METHOD(KinesisWorld, "a timestamp finds the first record that came then or later", "[kinesis]") {
  const std::string shard = text_of(write("key", "0"), "ShardId");
  for (int number = 1; number < 50; ++number) {
    advance(1s);
    write("key", std::to_string(number));
    write("other", "x");
  }
  const double begin = epoch_double(clock.now()) - 49;
  for (const int wanted : {0, 1, 17, 49}) {
    std::string from =
        iterator(shard, {{"ShardIteratorType", "AT_TIMESTAMP"}, {"Timestamp", begin + wanted - 0.5}});
    const Data read_from = read(from);
    REQUIRE_FALSE(read_from.empty());
    CHECK(read_from.front() == std::to_string(wanted));
  }
}

TEST_CASE_METHOD(KinesisWorld, "how far behind a reader is, is told by the next record's age", "[kinesis]") {
  const std::string shard = text_of(write("key", "1"), "ShardId");
  write("key", "2");
  advance(7s);
  const std::string from = iterator(shard, {{"ShardIteratorType", "TRIM_HORIZON"}});
  const json::object first = call("kinesis", "GetRecords", {{"ShardIterator", from}, {"Limit", 1}});
  CHECK(first.at("MillisBehindLatest") == json::value(7000));
  CHECK(call("kinesis", "GetRecords", {{"ShardIterator", from}}).at("MillisBehindLatest") == json::value(0));
}

TEST_CASE_METHOD(KinesisWorld, "requests are refused in AWS's words", "[kinesis]") {
  const std::string null = "' failed to satisfy constraint: Member must not be null";
  struct Case {
    const char *operation, *input;
    std::string refused;
  };
  const Case cases[] = {
      {"CreateStream", "{'ShardCount': 1}",
       "ValidationException: 1 validation error detected: Value null at 'streamName" + null},
      {"CreateStream", "{'StreamName': '', 'ShardCount': 0}",
       "ValidationException: 3 validation errors detected: Value '0' at 'shardCount' failed to satisfy "
       "constraint: Member must have value greater than or equal to 1; Value '' at 'streamName' failed to "
       "satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value '' at "
       "'streamName' failed to satisfy constraint: Member must have length greater than or equal to 1"},
      {"GetShardIterator", "{'StreamName': 's'}",
       "ValidationException: 2 validation errors detected: Value null at 'shardId" + null +
           "; Value null at 'shardIteratorType" + null},
      {"GetShardIterator", "{'StreamName': 's', 'ShardId': 'shardId-5', 'ShardIteratorType': 'LATEST'}",
       "ResourceNotFoundException: Shard shardId-000000000005 in stream s under account 000000000000 does "
       "not "
       "exist"},
      {"GetShardIterator", "{'StreamName': 'no', 'ShardId': 'shardId-5', 'ShardIteratorType': 'LATEST'}",
       "ResourceNotFoundException: Shard shardId-000000000005 in stream no under account 000000000000 does "
       "not "
       "exist"},
      {"RemoveTagsFromStream", "{'StreamName': 's', 'TagKeys': ['a', '']}",
       "ValidationException: 1 validation error detected: Value '[a, ]' at 'tagKeys' failed to satisfy "
       "constraint: Member must satisfy constraint: [Member must have length less than or equal to 128, "
       "Member "
       "must have length greater than or equal to 1]"},
      {"RemoveTagsFromStream", "{'StreamName': 's', 'TagKeys': ['a;b']}",
       "InvalidArgumentException: Some tags contain invalid characters. Valid characters: Unicode letters, "
       "digits, white space, _ . / = + - % @ :."},
      {"AddTagsToStream", "{'StreamName': 's', 'Tags': {'a': 'b%'}}",
       "InvalidArgumentException: Failed to add tags to stream s under account 000000000000 because some "
       "tags "
       "contained illegal characters. The allowed characters are Unicode letters, white-spaces, "
       "'_',',','/','=','+','-','@',':'."},
      {"GetShardIterator", "{'StreamName': 's', 'ShardId': 'ABC', 'ShardIteratorType': 'LATEST'}",
       "ResourceNotFoundException: Could not find shard ABC in stream s under account 000000000000."},
      {"GetShardIterator", "{'StreamName': 's', 'ShardId': '0', 'ShardIteratorType': 'AT_SEQUENCE_NUMBER'}",
       "InvalidArgumentException: Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and "
       "StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. Request "
       "specified "
       "AT_SEQUENCE_NUMBER and no StartingSequenceNumber."},
      {"GetRecords", "{'ShardIterator': 'nonsense'}", "InvalidArgumentException: Invalid ShardIterator."},
      {"PutRecords", "{'StreamName': 's', 'Records': [{'PartitionKey': '', 'Data': ''}]}",
       "ValidationException: 1 validation error detected: Value '' at 'records.1.member.partitionKey' failed "
       "to "
       "satisfy constraint: Member must have length greater than or equal to 1"},
      {"IncreaseStreamRetentionPeriod", "{'StreamName': 's', 'RetentionPeriodHours': 23}",
       "InvalidArgumentException: Minimum allowed retention period is 24 hours. Requested retention period "
       "(23 "
       "hours) is too short."},
      {"ListTagsForStream", "{}",
       "InvalidArgumentException: Either StreamName or StreamARN should be provided."},
  };
  for (const Case& one : cases) {
    CAPTURE(one.operation, one.input);
    CHECK(refusal("kinesis", one.operation, parse(one.input)) == one.refused);
  }
}

TEST_CASE_METHOD(KinesisWorld, "consumers are registered, described and go with their stream", "[kinesis]") {
  const std::string stream = "arn:aws:kinesis:us-east-1:000000000000:stream/s";
  const json::object made =
      call("kinesis", "RegisterStreamConsumer", {{"StreamARN", stream}, {"ConsumerName", "c"}});
  const json::value arn = made.at("Consumer").at("ConsumerARN");
  CHECK(view(arn.as_string()).starts_with(stream + "/consumer/c:"));
  CHECK(refusal("kinesis", "RegisterStreamConsumer", {{"StreamARN", stream}, {"ConsumerName", "c"}})
            .starts_with("ResourceInUseException"));
  CHECK(call("kinesis", "DescribeStreamConsumer", {{"ConsumerARN", arn}})
            .at("ConsumerDescription")
            .at("StreamARN") == json::value(stream));
  CHECK(call("kinesis", "ListStreamConsumers", {{"StreamARN", stream}}).at("Consumers").as_array().size() ==
        1);
  call("kinesis", "TagResource", {{"ResourceARN", arn}, {"Tags", {{"a", "1"}}}});
  CHECK(call("kinesis", "ListTagsForResource", {{"ResourceARN", arn}}).at("Tags") ==
        parse("[{'Key': 'a', 'Value': '1'}]"));
  CHECK(call("kinesis", "ListTagsForResource", {{"ResourceARN", stream}}).at("Tags") == parse("[]"));
  CHECK(refusal("kinesis", "DeleteStream", {{"StreamName", "s"}}).starts_with("ResourceInUseException"));
  call("kinesis", "DeregisterStreamConsumer", {{"StreamARN", stream}, {"ConsumerName", "c"}});
  call("kinesis", "DeleteStream", {{"StreamName", "s"}});
}

TEST_CASE_METHOD(KinesisWorld, "what is set on a stream shows in its summary", "[kinesis]") {
  const std::string arn = "arn:aws:kinesis:us-east-1:000000000000:stream/s";
  call("kinesis", "StartStreamEncryption",
       {{"StreamName", "s"}, {"EncryptionType", "KMS"}, {"KeyId", "alias/k"}});
  CHECK(write("key", "1").at("EncryptionType") == json::value("KMS"));
  call("kinesis", "UpdateMaxRecordSize", {{"StreamARN", arn}, {"MaxRecordSizeInKiB", 2048}});
  call("kinesis", "UpdateStreamMode",
       {{"StreamARN", arn}, {"StreamModeDetails", {{"StreamMode", "ON_DEMAND"}}}});
  const json::object metrics =
      call("kinesis", "EnableEnhancedMonitoring", {{"StreamName", "s"}, {"ShardLevelMetrics", {"ALL"}}});
  CHECK(metrics.at("CurrentShardLevelMetrics").as_array().empty());
  CHECK(metrics.at("DesiredShardLevelMetrics").as_array().size() == 7);
  CHECK(call("kinesis", "DisableEnhancedMonitoring",
             {{"StreamName", "s"}, {"ShardLevelMetrics", {"IncomingBytes"}}})
            .at("DesiredShardLevelMetrics")
            .as_array()
            .size() == 6);
  const json::value summary =
      call("kinesis", "DescribeStreamSummary", {{"StreamName", "s"}}).at("StreamDescriptionSummary");
  CHECK(summary.at("EncryptionType") == json::value("KMS"));
  CHECK(summary.at("KeyId") == json::value("alias/k"));
  call("kinesis", "StopStreamEncryption",
       {{"StreamName", "s"}, {"EncryptionType", "KMS"}, {"KeyId", "alias/k"}});
  CHECK_FALSE(write("key", "2").contains("EncryptionType"));
  CHECK(summary.at("MaxRecordSizeInKiB") == json::value(2048));
  CHECK(summary.at("StreamModeDetails").at("StreamMode") == json::value("ON_DEMAND"));
  CHECK(refusal("kinesis", "UpdateShardCount",
                {{"StreamName", "s"}, {"TargetShardCount", 4}, {"ScalingType", "UNIFORM_SCALING"}}) ==
        "ValidationException: Request is invalid. Stream s under account 000000000000 is in On-Demand mode.");
  call("kinesis", "PutResourcePolicy", {{"ResourceARN", arn}, {"Policy", "{}"}});
  CHECK(call("kinesis", "GetResourcePolicy", {{"ResourceARN", arn}}).at("Policy") == json::value("{}"));
  call("kinesis", "DeleteResourcePolicy", {{"ResourceARN", arn}});
  CHECK(refusal("kinesis", "GetResourcePolicy", {{"ResourceARN", arn}})
            .starts_with("ResourceNotFoundException"));
}

TEST_CASE_METHOD(KinesisWorld, "what would be done otherwise than asked is refused", "[kinesis]") {
  CHECK(refusal("kinesis", "PutRecord",
                parse("{'StreamName': 's', 'PartitionKey': 'k', 'Data': '', 'DryRun': true}"))
            .starts_with("NotImplemented: "));
  CHECK(refusal("kinesis", "PutRecord",
                parse("{'StreamName': 's', 'PartitionKey': 'k', 'Data': '', 'DryRun': false}"))
            .empty());
  CHECK(refusal("kinesis", "CreateStream", parse("{'StreamName': 't', 'RecordDistributionStrategy': 'AUTO'}"))
            .starts_with("NotImplemented: "));
}
