// Kinesis as the SDKs for Java speak to it: in CBOR.
#include "core/protocol/cbor.h"

#include "house/house.h"
#include "tests/wire_client.h"

namespace orrery {
namespace {

struct JavaClient {
  JavaClient() : house(options()) {}
  static HouseOptions options() {
    HouseOptions options;
    options.port = 0;
    options.seed = 1;
    return options;
  }
  // The head of the answer, and what its body says.
  std::pair<std::string, json::object> ask(const std::string& operation, const std::string& body) {
    WireClient wire(house.core().loop, house.port());
    wire.send("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Amz-Target: Kinesis_20131202." + operation +
              "\r\nContent-Type: application/x-amz-cbor-1.1\r\nContent-Length: " +
              std::to_string(body.size()) + "\r\n\r\n" + body);
    const std::string answer = wire.receive_at_least(12);
    const auto end = answer.find("\r\n\r\n");
    const auto said = protocol::parse_cbor(std::string_view(answer).substr(end + 4));
    REQUIRE(said);
    return {answer.substr(0, end), said->as_object()};
  }
  House house;
};

TEST_CASE_METHOD(JavaClient, "Kinesis is spoken to in CBOR", "[house]") {
  CHECK(ask("CreateStream", "\xbfjStreamNameasjShardCount\x01\xff").second.empty());
  CHECK(
      ask("PutRecord", "\xbfjStreamNameaslPartitionKeyakdDataC\x01\x02\x03\xff").second.contains("ShardId"));
  const auto [head, shards] = ask("ListShards", "\xbfjStreamNameas\xff");
  CHECK(head.find("Content-Type: application/x-amz-cbor-1.1") != std::string::npos);
  CHECK(shards.at("Shards").at(0).at("ShardId") == "shardId-000000000000");
  const auto described = ask("DescribeStreamSummary", "\xbfjStreamNameas\xff").second;
  CHECK(described.at("StreamDescriptionSummary").at("StreamCreationTimestamp").is_double());
  const auto [refused, error] = ask("ListShards", "\xbfjStreamNameam\xff");
  CHECK(refused.starts_with("HTTP/1.1 400"));
  CHECK(error.at("__type") == "ResourceNotFoundException");
  CHECK(ask("ListShards", "\xbf").first.starts_with("HTTP/1.1 400"));
}

}  // namespace
}  // namespace orrery
