#include <catch2/catch.hpp>

#include "core/protocol/aws_query.h"
#include "core/protocol/gzip.h"
#include "tests/world.h"

namespace orrery::protocol {
namespace {

constexpr QueryShape shapes[] = {
    {"AttributeNames", "AttributeName", QueryShape::Kind::list},
    {"MessageAttributes", "MessageAttribute", QueryShape::Kind::map},
    {"Entries", "SendMessageBatchRequestEntry", QueryShape::Kind::list},
    {"Attributes", "entry", QueryShape::Kind::wrapped_map, "key", "value"},
};
constexpr QueryCode codes[] = {{"QueueDoesNotExist", "AWS.SQS.NonExistentQueue"}};
constexpr QueryWire wire{"2012-11-05", "http://x/", shapes, codes};

TEST_CASE("forms become the JSON of the same call", "[query]") {
  const auto read = [](std::string_view form) { return to_text(read_query(wire, form)); };
  CHECK(read("Action=A&Version=1&QueueUrl=http%3A%2F%2Fh%2Fq&N=+1") ==
        R"({"N":" 1","QueueUrl":"http://h/q"})");
  CHECK(read("AttributeName.2=b&AttributeName.1=a&AttributeName.10=c") ==
        R"({"AttributeNames":["a","b","c"]})");
  CHECK(read("MessageAttribute.1.Name=k&MessageAttribute.1.Value.DataType=String") ==
        R"({"MessageAttributes":{"k":{"DataType":"String"}}})");
  CHECK(read("SendMessageBatchRequestEntry.1.Id=1&SendMessageBatchRequestEntry.1.MessageAttribute.1.Name=k&"
             "SendMessageBatchRequestEntry.1.MessageAttribute.1.Value.StringValue=v") ==
        R"({"Entries":[{"Id":"1","MessageAttributes":{"k":{"StringValue":"v"}}}]})");
  CHECK(read("Attributes.entry.1.key=a&Attributes.entry.1.value=b") == R"({"Attributes":{"a":"b"}})");
  CHECK(read("Attributes.member.1=a") == R"({"Attributes":["a"]})");
  CHECK(read("Tags.member.1.Key=a&Tags.member.1.Value=b") == R"({"Tags":[{"Key":"a","Value":"b"}]})");
  CHECK(read("Attributes.entry.1.key=k&Attributes.entry.1.value=v") == R"({"Attributes":{"k":"v"}})");
  CHECK(read("") == "{}");
}

TEST_CASE("a form cannot be nested without end", "[query]") {
  std::string name = "a";
  for (int depth = 0; depth < 100; ++depth) name += ".a";
  CHECK_THROWS_AS(read_query(wire, name + "=1"), AwsError);
}

TEST_CASE("results are spelled as XML", "[query]") {
  const json::object result =
      parse(R"({"AttributeNames":["a<b"],"MessageAttributes":{"k":{"S":"v"}},"Attributes":{"x":1},
                                        "List":[{"A":true}],"None":null})")
          .as_object();
  CHECK(write_query(wire, "Do", result, "id") ==
        "<?xml version=\"1.0\"?>\n<DoResponse "
        "xmlns=\"http://x/\"><DoResult><AttributeName>a&lt;b</AttributeName>"
        "<MessageAttribute><Name>k</Name><Value><S>v</S></Value></MessageAttribute>"
        "<Attributes><entry><key>x</key><value>1</value></entry></Attributes><List><member><A>true</A></"
        "member></List>"
        "</DoResult><ResponseMetadata><RequestId>id</RequestId></ResponseMetadata></DoResponse>");
  CHECK(write_query_error(wire, AwsError("QueueDoesNotExist", "no"), "id") ==
        "<?xml version=\"1.0\"?>\n<ErrorResponse xmlns=\"http://x/\"><Error><Type>Sender</Type>"
        "<Code>AWS.SQS.NonExistentQueue</Code><Message>no</Message></Error><RequestId>id</RequestId></"
        "ErrorResponse>");
}

TEST_CASE("a refusal may be told in other words than on the JSON wire", "[query]") {
  static constexpr QueryCode worded[] = {{"Gone", "X.Gone", "gone for this version"}};
  constexpr QueryWire detailed{
      .version = "1", .xml_namespace = "x", .shapes = {}, .codes = worded, .has_detail = true};
  CHECK(write_query_error(detailed, AwsError("Gone", "gone"), "id")
            .find("<Code>X.Gone</Code><Message>gone for this version</Message><Detail/></Error>") !=
        std::string::npos);
}

TEST_CASE("what is not gzip, is cut, or grows beyond the limit is refused", "[gzip]") {
  const std::string hello(
      "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xcb\x48\xcd\xc9\xc9\x07\x00\x86\xa6\x10\x36\x05\x00\x00\x00",
      25);
  CHECK(gunzip(hello, 100) == "hello");
  CHECK_FALSE(gunzip(hello, 4));
  CHECK_FALSE(gunzip(hello.substr(0, 15), 100));
  CHECK_FALSE(gunzip("hello", 100));
  CHECK_FALSE(gunzip("", 100));
  CHECK(gunzip(hello + hello, 100) == "hellohello");
  CHECK(gunzip(hello + "junk", 100) == "hello");
}

}  // namespace
}  // namespace orrery::protocol
