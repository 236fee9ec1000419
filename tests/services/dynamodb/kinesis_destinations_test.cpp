// Changes of items that go to a Kinesis data stream.
#include "core/digest.h"
#include "tests/services/dynamodb/dynamodb_world.h"

namespace orrery::dynamodb {
namespace {

// A Kinesis that has one stream and keeps what it is told.
struct OneStream final : Service {
  std::string arn = "arn:aws:kinesis:us-east-1:000000000000:stream/changes";
  std::vector<json::object> records;

  const ServiceInfo& info() const override {
    static constexpr ServiceInfo info{.name = "kinesis", .resource = "", .wires = {}, .refusals = {}};
    return info;
  }
  void call(std::string_view operation, const Context&, const json::object& input, Reply reply) override {
    if (find_text(input, "StreamARN") != arn) throw AwsError("ResourceNotFoundException", "no such stream");
    if (operation == "PutRecord") {
      records.push_back(parse_json(*from_base64(*find_text(input, "Data")))->as_object());
    }
    reply.ok({});
  }
};

struct DestinationWorld : DynamodbWorld {
  OneStream stream;

  DestinationWorld() {
    directory.add(stream);
    make_hash_table();
  }
  std::string request(const std::string& more = "") const {
    return "{'TableName': 'hash', 'StreamArn': '" + stream.arn + "'" + more + "}";
  }
};

}  // namespace

TEST_CASE_METHOD(DestinationWorld, "a destination gets what was and what is of every change", "[dynamodb]") {
  put("hash", "{'a': {'S': 'before'}}");
  const json::object enabled = ask("EnableKinesisStreamingDestination", request());
  CHECK(enabled.at("DestinationStatus") == "ENABLING");
  CHECK(quoted(ask("DescribeKinesisStreamingDestination", "{'TableName': 'hash'}")) ==
        "{'TableName':'hash','KinesisDataStreamDestinations':[{'StreamArn':'" + stream.arn +
            "','DestinationStatus':'ACTIVE','ApproximateCreationDateTimePrecision':'MILLISECOND'}]}");
  put("hash", "{'a': {'S': 'k'}, 'n': {'N': '1'}}");
  put("hash", "{'a': {'S': 'k'}, 'n': {'N': '1'}}");  // no change
  put("hash", "{'a': {'S': 'k'}, 'n': {'N': '2'}}");
  ask("DeleteItem", "{'TableName': 'hash', 'Key': {'a': {'S': 'k'}}}");
  ask("DisableKinesisStreamingDestination", request());
  put("hash", "{'a': {'S': 'after'}}");
  const std::vector<json::object>& told = stream.records;
  REQUIRE(told.size() == 3);
  CHECK(told[0].at("eventName") == "INSERT");
  CHECK(told[2].at("eventName") == "REMOVE");
  CHECK(told[1].at("tableName") == "hash");
  CHECK(told[1].at("dynamodb").at("ApproximateCreationDateTime") == epoch_milliseconds(clock.now()));
  CHECK(quoted(told[1].at("dynamodb").at("OldImage")) == "{'a':{'S':'k'},'n':{'N':'1'}}");
  CHECK(quoted(told[1].at("dynamodb").at("NewImage")) == "{'a':{'S':'k'},'n':{'N':'2'}}");
  CHECK(told[1].at("dynamodb").at("SizeBytes") == 12);
}

TEST_CASE_METHOD(DestinationWorld, "a destination is enabled, changed and disabled where that makes sense",
                 "[dynamodb]") {
  const std::string micro = "{'ApproximateCreationDateTimePrecision': 'MICROSECOND'}";
  CHECK(invalid("EnableKinesisStreamingDestination",
                "{'TableName': 'hash', 'StreamArn': '" + stream.arn + "-none'}") ==
        "User does not have a permission to use kinesis stream");
  CHECK(invalid("DisableKinesisStreamingDestination", request()).ends_with("to perform DISABLE operation."));
  CHECK(invalid("UpdateKinesisStreamingDestination", request()).ends_with("contain only null values"));
  ask("EnableKinesisStreamingDestination", request());
  CHECK(invalid("EnableKinesisStreamingDestination", request()).ends_with("to perform ENABLE operation."));
  ask("UpdateKinesisStreamingDestination", request(", 'UpdateKinesisStreamingConfiguration': " + micro));
  CHECK(invalid("UpdateKinesisStreamingDestination",
                request(", 'UpdateKinesisStreamingConfiguration': " + micro))
            .starts_with("Invalid Request: Precision is already set to the desired value of MICROSECOND"));
  put("hash", "{'a': {'S': 'k'}}");
  CHECK(stream.records.at(0).at("dynamodb").at("ApproximateCreationDateTime") ==
        clock.now().time_since_epoch().count());
  stream.arn = "gone";
  put("hash", "{'a': {'S': 'written all the same'}}");
}

}  // namespace orrery::dynamodb
