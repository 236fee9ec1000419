#include "tests/services/sqs/sqs_world.h"

namespace orrery {

TEST_CASE_METHOD(SqsWorld, "a message is answered with the digests that SDKs check", "[sqs]") {
  const auto url = make("q");
  const auto sent = send(url, "msg",
                         {{"MessageAttributes",
                           {{"Hello", {{"DataType", "String"}, {"StringValue", "There"}}},
                            {"General", {{"DataType", "String"}, {"StringValue", "Kenobi"}}},
                            {"Help.Me", {{"DataType", "String"}, {"StringValue", "Me"}}}}}});
  CHECK(sent.at("MD5OfMessageBody") == "6e2baaf3b97dbeef01c0043275f9a0e7");
  CHECK(sent.at("MD5OfMessageAttributes") == "4c360f3fdafd970e05fae2f149d997f5");  // as AWS computes it
  CHECK(text(sent.at("MessageId")).size() == 36);
  CHECK_FALSE(sent.contains("SequenceNumber"));
  CHECK_FALSE(sent.contains("MD5OfMessageSystemAttributes"));
}

TEST_CASE_METHOD(SqsWorld, "binary attributes come back as they went in", "[sqs]") {
  const auto url = make("q");
  const json::object attributes{{"b", {{"DataType", "Binary.png"}, {"BinaryValue", "AAEC"}}},
                                {"n", {{"DataType", "Number.int"}, {"StringValue", "-1.5e3"}}}};
  const auto sent = send(url, "x", {{"MessageAttributes", attributes}});
  const auto got = receive(url, {{"MessageAttributeNames", {"All"}}});
  CHECK(got[0].at("MessageAttributes") == attributes);
  CHECK(got[0].at("MD5OfMessageAttributes") == sent.at("MD5OfMessageAttributes"));
}

TEST_CASE_METHOD(SqsWorld, "a message that cannot be sent is refused in AWS's words", "[sqs]") {
  const auto url = make("q");
  const auto refused = [&](json::object input) {
    input["QueueUrl"] = url;
    return refusal("sqs", "SendMessage", input);
  };
  const auto attribute = [](const char* name, json::object value) {
    return json::object{{"MessageBody", "x"}, {"MessageAttributes", {{name, std::move(value)}}}};
  };
  const std::string invalid = "InvalidParameterValueException: ";
  CHECK(refused({}) ==
        "MissingRequiredParameterException: The request must contain the parameter MessageBody.");
  CHECK(refused({{"MessageBody", ""}}) ==
        "MissingRequiredParameterException: The request must contain the parameter MessageBody.");
  CHECK(refused({{"MessageBody", "\x01"}}) ==
        "InvalidMessageContents: Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | "
        "#x20 to "
        "#xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF");
  CHECK(refused({{"MessageBody", "\xef\xbf\xbf"}}).starts_with("InvalidMessageContents"));
  CHECK(refused({{"MessageBody", "\t\n\r\xf0\x9f\x90\x99"}}).empty());
  CHECK(refused({{"MessageBody", "x"}, {"DelaySeconds", 901}}) ==
        invalid +
            "Value 901 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.");
  CHECK(
      refused({{"MessageBody", "x"}, {"MessageDeduplicationId", "d"}}) ==
      invalid +
          "Value d for parameter MessageDeduplicationId is invalid. Reason: The request includes a parameter "
          "that is not valid for this queue type.");
  CHECK(refused(attribute("a", {{"DataType", "String"}, {"StringValue", ""}})) ==
        invalid + "Message (user) attribute 'a' must contain a non-empty value of type 'String'.");
  CHECK(refused(attribute("a", {{"DataType", "Odd"}, {"StringValue", "x"}}))
            .starts_with(invalid + "The message attribute 'a' has an invalid message attribute type"));
  CHECK(refused(attribute("a", {{"DataType", "Number"}, {"StringValue", "x"}})) ==
        invalid + "Can't cast the value of message (user) attribute 'a' to a number.");
  CHECK(refused(attribute("a", {{"DataType", "String." + std::string(249, 'x')}, {"StringValue", "x"}})) ==
        invalid + "Message (user) attribute types must be shorter than 256 Bytes");
  CHECK(refused(attribute("a", {{"DataType", "String"}, {"StringValue", "\x01"}}))
            .starts_with(invalid + "Invalid characters found."));
  CHECK(refused(attribute("a", {{"StringValue", "x"}})) ==
        invalid + "Message (user) attribute 'a' must contain a non-empty message attribute type.");
  CHECK(refused(attribute("aws.x", {{"DataType", "String"}, {"StringValue", "x"}})).starts_with(invalid));
  CHECK(refused(attribute("a..b", {{"DataType", "String"}, {"StringValue", "x"}})).starts_with(invalid));
}

TEST_CASE_METHOD(SqsWorld, "a message with its attributes is as large as the queue allows", "[sqs]") {
  const auto url = make("q", {{"MaximumMessageSize", "1024"}});
  const auto send_of = [&](std::size_t size, json::object attributes) {
    return refusal(
        "sqs", "SendMessage",
        json::object{
            {"QueueUrl", url}, {"MessageBody", std::string(size, 'x')}, {"MessageAttributes", attributes}});
  };
  CHECK(send_of(1024, {}).empty());
  CHECK(send_of(1025, {}) ==
        "InvalidParameterValueException: One or more parameters are invalid. Reason: Message must be shorter "
        "than 1024 "
        "bytes.");
  const json::object attribute{{"a", {{"DataType", "String"}, {"StringValue", "xyz"}}}};  // ten bytes
  CHECK(send_of(1014, attribute).empty());
  CHECK_FALSE(send_of(1015, attribute).empty());
  const auto large = make("large");
  send(large, std::string(1'048'576, 'y'));
  CHECK(text(receive(large)[0].at("Body")).size() == 1'048'576);
}

TEST_CASE_METHOD(SqsWorld, "a delayed message is received when its delay ends", "[sqs]") {
  const auto url = make("q", {{"DelaySeconds", "10"}});
  send(url, "a");
  send(url, "b", {{"DelaySeconds", 2}});
  send(url, "c", {{"DelaySeconds", 0}});
  CHECK(counts(url) == "1/0/2");
  CHECK(bodies(url) == "c");
  advance(2s);
  CHECK(bodies(url) == "b");
  advance(8s);
  CHECK(bodies(url) == "a");
  CHECK(counts(url) == "0/3/0");
}

TEST_CASE_METHOD(SqsWorld, "a message carries the trace of what sent it", "[sqs]") {
  const auto url = make("q");
  const auto trace = [&] {
    const auto message = receive(url, {{"AttributeNames", {"AWSTraceHeader"}}}).at(0).as_object();
    return message.contains("Attributes") ? text(message.at("Attributes").at("AWSTraceHeader")) : "";
  };
  send(url, "a");
  CHECK(trace().empty());
  context.trace = "Root=1-6-a;Parent=b;Sampled=1";
  send(url, "b");
  CHECK(trace() == context.trace);
  const auto sent = send(url, "c",
                         {{"MessageSystemAttributes",
                           {{"AWSTraceHeader", {{"DataType", "String"}, {"StringValue", "Root=1-own"}}}}}});
  CHECK(text(sent.at("MD5OfMessageSystemAttributes")).size() == 32);
  CHECK(trace() == "Root=1-own");
}

}  // namespace orrery
