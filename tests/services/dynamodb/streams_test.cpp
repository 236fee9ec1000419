#include "tests/services/dynamodb/dynamodb_world.h"

namespace orrery::dynamodb {
namespace {

struct StreamWorld : DynamodbWorld {
  std::string arn, shard;

  void make_stream(const std::string& view) {
    make_hash_table();
    const json::object answer =
        ask("UpdateTable",
            "{'TableName': 'hash', 'StreamSpecification': {'StreamEnabled': true, 'StreamViewType': '" +
                view + "'}}");
    arn = view_of(answer.at("TableDescription").at("LatestStreamArn"));
    const json::object stream =
        call("dynamodbstreams", "DescribeStream", parse("{'StreamArn': '" + arn + "'}"));
    shard = view_of(stream.at("StreamDescription").at("Shards").at(0).at("ShardId"));
  }
  static std::string view_of(const json::value& text) { return std::string(view(text.as_string())); }

  std::string iterator(const std::string& kind, const std::string& more = "") {
    const json::object answer = call("dynamodbstreams", "GetShardIterator",
                                     parse("{'StreamArn': '" + arn + "', 'ShardId': '" + shard +
                                           "', 'ShardIteratorType': '" + kind + "'" + more + "}"));
    return view_of(answer.at("ShardIterator"));
  }
  json::object records(const std::string& from, int limit = 1000) {
    return call("dynamodbstreams", "GetRecords",
                parse("{'ShardIterator': '" + from + "', 'Limit': " + std::to_string(limit) + "}"));
  }
};

}  // namespace

TEST_CASE_METHOD(StreamWorld, "a stream tells each change in order, in its view", "[dynamodb]") {
  struct Case {
    const char* view;
    bool has_new, has_old;
  };
  for (const Case& one : {Case{"NEW_IMAGE", true, false}, Case{"OLD_IMAGE", false, true},
                          Case{"NEW_AND_OLD_IMAGES", true, true}, Case{"KEYS_ONLY", false, false}}) {
    INFO(one.view);
    make_stream(one.view);
    put("hash", "{'a': {'S': 'k'}, 'n': {'N': '1'}}");
    put("hash", "{'a': {'S': 'k'}, 'n': {'N': '1'}}");  // no change, no record
    put("hash", "{'a': {'S': 'k'}, 'n': {'N': '2'}}");
    ask("DeleteItem", "{'TableName': 'hash', 'Key': {'a': {'S': 'k'}}}");
    const json::object page = records(iterator("TRIM_HORIZON"));
    const json::array& all = page.at("Records").as_array();
    REQUIRE(all.size() == 3);
    CHECK(all[0].at("eventName") == "INSERT");
    CHECK(all[1].at("eventName") == "MODIFY");
    CHECK(all[2].at("eventName") == "REMOVE");
    const json::object& change = all[1].at("dynamodb").as_object();
    CHECK(quoted(change.at("Keys")) == "{'a':{'S':'k'}}");
    CHECK(change.contains("NewImage") == one.has_new);
    CHECK(change.contains("OldImage") == one.has_old);
    if (one.has_new) CHECK(quoted(change.at("NewImage")) == "{'a':{'S':'k'},'n':{'N':'2'}}");
    ask("DeleteTable", "{'TableName': 'hash'}");
  }
}

TEST_CASE_METHOD(StreamWorld, "a stream that was disabled is still listed and ends", "[dynamodb]") {
  make_stream("KEYS_ONLY");
  put("hash", "{'a': {'S': 'k'}}");
  ask("UpdateTable", "{'TableName': 'hash', 'StreamSpecification': {'StreamEnabled': false}}");
  put("hash", "{'a': {'S': 'unseen'}}");
  const json::object listed = call("dynamodbstreams", "ListStreams", parse("{'TableName': 'hash'}"));
  CHECK(listed.at("Streams").as_array().size() == 1);
  const json::object page = records(iterator("TRIM_HORIZON"));
  CHECK(page.at("Records").as_array().size() == 1);
  CHECK_FALSE(page.contains("NextShardIterator"));
}

TEST_CASE_METHOD(StreamWorld, "iterators begin where they are asked to", "[dynamodb]") {
  make_stream("KEYS_ONLY");
  const std::string latest = iterator("LATEST");
  for (const char* key : {"1", "2", "3"}) put("hash", std::string("{'a': {'S': '") + key + "'}}");
  const json::object first = records(latest, 1);
  REQUIRE(first.at("Records").as_array().size() == 1);
  const std::string sequence = view_of(first.at("Records").at(0).at("dynamodb").at("SequenceNumber"));
  CHECK(records(view_of(first.at("NextShardIterator"))).at("Records").as_array().size() == 2);
  CHECK(records(iterator("AT_SEQUENCE_NUMBER", ", 'SequenceNumber': '" + sequence + "'"))
            .at("Records")
            .as_array()
            .size() == 3);
  CHECK(records(iterator("AFTER_SEQUENCE_NUMBER", ", 'SequenceNumber': '" + sequence + "'"))
            .at("Records")
            .as_array()
            .size() == 2);
  CHECK(records(iterator("LATEST")).at("Records").as_array().empty());
}

TEST_CASE_METHOD(StreamWorld, "an iterator begins at a time", "[dynamodb]") {
  make_stream("KEYS_ONLY");
  const double began = epoch_double(clock.now());
  for (const char* key : {"1", "2", "3"}) {
    put("hash", std::string("{'a': {'S': '") + key + "'}}");
    advance(std::chrono::milliseconds(500));
  }
  const auto at = [&](double time) {
    return records(iterator("AT_TIMESTAMP", ", 'Timestamp': " + to_text(json::value(time))))
        .at("Records")
        .as_array()
        .size();
  };
  CHECK(at(began - 100) == 3);
  CHECK(at(began) == 3);
  CHECK(at(began + 0.4) == 2);
  CHECK(at(began + 0.5) == 2);
  CHECK(at(began + 1.5) == 0);
  for (const std::string place : {"'AT_TIMESTAMP'", "'AT_TIMESTAMP', 'Timestamp': 99999999999"}) {
    CHECK(refusal("dynamodbstreams", "GetShardIterator",
                  parse("{'StreamArn': '" + arn + "', 'ShardId': '" + shard +
                        "', 'ShardIteratorType': " + place + "}"))
              .starts_with("ValidationException: "));
  }
}

TEST_CASE_METHOD(StreamWorld, "what does not name a stream, or a place in it, is refused", "[dynamodb]") {
  make_stream("KEYS_ONLY");
  const std::string other =
      "arn:aws:dynamodb:us-east-1:000000000000:table/hash/stream/2000-01-01T00:00:00.000";
  const std::string where = "'ShardId': '" + shard + "', 'ShardIteratorType': 'LATEST'";
  struct Case {
    const char* operation;
    std::string input, refused_with;
  };
  const std::string nonsense = "a text that is as long as the ARN of a stream would be";
  for (const Case& one :
       {Case{"DescribeStream", "{'StreamArn': '" + nonsense + "'}", "ValidationException: Invalid StreamArn"},
        {"DescribeStream", "{'StreamArn': '" + other + "'}", "ResourceNotFoundException: "},
        {"ListStreams", "{'ExclusiveStartStreamArn': '" + nonsense + "'}",
         "ValidationException: Invalid StreamArn"},
        {"GetShardIterator", "{'StreamArn': '" + nonsense + "', " + where + "}",
         "ValidationException: Invalid StreamArn"},
        {"GetShardIterator", "{'StreamArn': '" + other + "', " + where + "}", "ResourceNotFoundException: "},
        {"GetShardIterator",
         "{'StreamArn': '" + arn + "', " + where + ", 'SequenceNumber': '000000000000000000001'}",
         "ValidationException: "}}) {
    INFO(one.operation << one.input);
    CHECK(refusal("dynamodbstreams", one.operation, parse(one.input)).starts_with(one.refused_with));
  }
}

TEST_CASE_METHOD(StreamWorld, "a shard has no children", "[dynamodb]") {
  make_stream("KEYS_ONLY");
  const json::object answer = call("dynamodbstreams", "DescribeStream",
                                   parse("{'StreamArn': '" + arn +
                                         "', 'ShardFilter': {'Type': "
                                         "'CHILD_SHARDS', 'ShardId': '" +
                                         shard + "'}}"));
  CHECK(answer.at("StreamDescription").at("Shards").as_array().empty());
}

TEST_CASE_METHOD(StreamWorld, "records are there for a day, iterators for a quarter of an hour",
                 "[dynamodb]") {
  make_stream("KEYS_ONLY");
  put("hash", "{'a': {'S': 'old'}}");
  const std::string kept = iterator("TRIM_HORIZON");
  advance(std::chrono::minutes(16));
  CHECK(refusal("dynamodbstreams", "GetRecords", parse("{'ShardIterator': '" + kept + "'}"))
            .starts_with("ExpiredIteratorException"));
  advance(std::chrono::hours(24));
  put("hash", "{'a': {'S': 'new'}}");
  CHECK(records(iterator("TRIM_HORIZON")).at("Records").as_array().size() == 1);
}

TEST_CASE_METHOD(StreamWorld, "a reader in the house is woken by the next record", "[dynamodb]") {
  make_stream("KEYS_ONLY");
  const std::string from = iterator("LATEST");
  context.caller = "lambda";
  const auto waiting = begin("dynamodbstreams", "WaitForRecords", parse("{'ShardIterator': '" + from + "'}"));
  CHECK_FALSE(waiting->has_value());
  put("hash", "{'a': {'S': 'k'}}");
  settle();
  CHECK(waiting->has_value());
}

TEST_CASE_METHOD(StreamWorld, "time to live deletes a little late and says so in the stream", "[dynamodb]") {
  make_stream("OLD_IMAGE");
  ask("UpdateTimeToLive",
      "{'TableName': 'hash', 'TimeToLiveSpecification': {'Enabled': true, 'AttributeName': 'ends'}}");
  const std::int64_t now = epoch_seconds(clock.now());
  put("hash", "{'a': {'S': 'past'}, 'ends': {'N': '" + std::to_string(now - 5) + "'}}");
  put("hash", "{'a': {'S': 'soon'}, 'ends': {'N': '" + std::to_string(now + 60) + "'}}");
  put("hash", "{'a': {'S': 'long past'}, 'ends': {'N': '100'}}");
  put("hash", "{'a': {'S': 'text'}, 'ends': {'S': '100'}}");
  CHECK_FALSE(get("hash", "{'a': {'S': 'past'}}").empty());
  const std::string from = iterator("LATEST");
  advance(std::chrono::seconds(30));
  CHECK(get("hash", "{'a': {'S': 'past'}}").empty());
  CHECK_FALSE(get("hash", "{'a': {'S': 'soon'}}").empty());
  advance(std::chrono::seconds(60));
  CHECK(get("hash", "{'a': {'S': 'soon'}}").empty());
  CHECK_FALSE(get("hash", "{'a': {'S': 'long past'}}").empty());
  CHECK_FALSE(get("hash", "{'a': {'S': 'text'}}").empty());
  const json::object page = records(from);
  REQUIRE(page.at("Records").as_array().size() == 2);
  CHECK(quoted(page.at("Records").at(0).at("userIdentity")) ==
        "{'Type':'Service','PrincipalId':'dynamodb.amazonaws.com'}");
}

}  // namespace orrery::dynamodb
