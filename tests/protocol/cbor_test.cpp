#include "core/protocol/cbor.h"

#include <catch2/catch.hpp>

namespace orrery::protocol {
namespace {

using namespace std::string_literals;

std::string read(std::string_view bytes) {
  const auto value = parse_cbor(bytes);
  return value ? to_text(*value) : "malformed";
}

TEST_CASE("CBOR becomes the JSON of the same call", "[cbor]") {
  // As the SDK for Java writes it: a map without an end that is known.
  CHECK(read("\xbfjStreamNameasjShardCount\x02\xff") == R"({"StreamName":"s","ShardCount":2})");
  struct Case {
    std::string bytes;
    const char* json;
  };
  const Case cases[] = {
      {"\x18\x64", "100"},
      {"\x1b\xff\xff\xff\xff\xff\xff\xff\xff", "18446744073709551615"},
      {"\x39\x01\xf3", "-500"},
      {"\x43\x01\x02\x03", R"("AQID")"},
      {"\x5f\x42\x01\x02\x41\x03\xff", R"("AQID")"},
      {"\x7f\x61\x61\x61\x62\xff", R"("ab")"},
      {"\x83\x01\xf4\xf6", "[1,false,null]"},
      {"\x9f\xf5\x80\xa0\xff", "[true,[],{}]"},
      {"\xc1\x1b\x00\x00\x01\x8b\xcf\xe5\x68\x05"s, "1.700000000005E9"},
      {"\xf9\x3e\x00"s, "1.5E0"},
      {"\xfa\x3f\xc0\x00\x00"s, "1.5E0"},
      {"\xfb\x3f\xf8\x00\x00\x00\x00\x00\x00"s, "1.5E0"},
  };
  for (const Case& one : cases) CHECK(read(one.bytes) == one.json);
}

TEST_CASE("what is not one value of CBOR is refused", "[cbor]") {
  const std::string cases[] = {"",
                               "\x18",
                               "\x01\x02",
                               "\x62\x61",
                               "\x61\xff",
                               "\x1c",
                               "\x82\x01",
                               "\xa1\x01\x02",
                               "\x9f\x01",
                               "\xff",
                               "\x3b\xff\xff\xff\xff\xff\xff\xff\xff",
                               "\xc1\x61\x61",
                               "\x5f\x61\x61\xff",
                               "\x9a\xff\xff\xff\xff",
                               "\xf9\x7c\x00"s,
                               "\xfa\xff\xc0\x00\x00"s,
                               std::string(200, '\x81') + '\x01'};
  for (const std::string& bytes : cases) CHECK(read(bytes) == "malformed");
}

TEST_CASE("what Kinesis answers goes out as CBOR", "[cbor]") {
  const json::object answer{
      {"Records",
       {{{"Data", "AQID"}, {"ApproximateArrivalTimestamp", 1700000000.005}, {"PartitionKey", "k"}}}},
      {"MillisBehindLatest", 70000},
      {"Behind", -2},
      {"Share", 0.5},
      {"NextShardIterator", nullptr},
      {"HasMore", true}};
  const std::string bytes = to_cbor(answer);
  CHECK(bytes.find("dDataC\x01\x02\x03") != std::string::npos);
  CHECK(bytes.find("ApproximateArrivalTimestamp\xc1\x1b\x00\x00\x01\x8b\xcf\xe5\x68\x05"s) !=
        std::string::npos);
  CHECK(read(bytes) == to_text(answer));
}

}  // namespace
}  // namespace orrery::protocol
