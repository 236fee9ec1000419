#include "core/digest.h"
#include "services/lambda/event_stream.h"
#include "tests/services/lambda/lambda_world.h"

using namespace orrery;

TEST_CASE_METHOD(LambdaWorld, "InvokeWithResponseStream answers chunks and an end, in frames", "[lambda]") {
  create("f");
  const json::object result =
      call("lambda", "InvokeWithResponseStream", {{"FunctionName", "f"}, {"Payload", R"({"a":1})"}});
  CHECK(text(result, "EventStream") ==
        lambda::event_frame("PayloadChunk", "application/octet-stream", R"({"a": 1})") +
            lambda::event_frame("InvokeComplete", "application/json", "{}"));
  const json::object failed =
      call("lambda", "InvokeWithResponseStream", {{"FunctionName", "f"}, {"Payload", R"({"do":"fail"})"}});
  CHECK(text(failed, "EventStream").find(R"("ErrorCode":"Oops")") != std::string::npos);
}

TEST_CASE("a frame has its lengths and checksums before and after", "[lambda]") {
  const std::string frame = lambda::event_frame("PayloadChunk", "application/octet-stream", "abc");
  const auto number = [&](std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t byte = 0; byte < 4; ++byte)
      value = value << 8 | static_cast<unsigned char>(frame[at + byte]);
    return value;
  };
  CHECK(number(0) == frame.size());
  CHECK(number(8) == crc32(frame.substr(0, 8)));
  CHECK(number(frame.size() - 4) == crc32(frame.substr(0, frame.size() - 4)));
}
