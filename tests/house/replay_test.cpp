// Requests of real clients, byte for byte, against the whole house: each is understood and answered.
#include <filesystem>

#include "house/house.h"
#include "tests/http_capture.h"
#include "tests/wire_client.h"

namespace orrery {
namespace {

namespace fs = std::filesystem;

// Captures whose body was cut when they were recorded, or that go on for ever.
bool is_whole(const std::string& bytes) {
  const auto request = parse_capture(bytes);
  if (!request || bytes.find("[... cut") != std::string::npos) return false;
  const auto length = request->headers.find("Content-Length");
  return length && std::stoul(std::string(*length)) == request->body.size();
}

// Whether the house has what the capture's name says it is for: "sns-Publish.http".
bool is_served(House& house, const std::string& name) {
  const std::string prefix = name.substr(0, name.find('-'));
  if (prefix == "cfn") return house.directory().find("cloudformation");
  if (prefix == "cloudwatch") return house.directory().find("monitoring");
  if (name.starts_with("logs-StartLiveTail")) return false;
  if (name.starts_with("s3-PutBucketNotification")) return false;  // it asks for EventBridge
  for (const char* service : {"sns", "events", "ssm", "ecr"})
    if (prefix == service) return house.directory().find(service);
  return true;
}

TEST_CASE("requests of real clients are understood and answered", "[replay]") {
  HouseOptions options;
  options.port = 0;
  options.seed = 1;
  House house(options);
  Loop& loop = house.core().loop;
  int answered = 0;
  std::string unsupported;
  for (const char* client :
       {"boto3-1.26", "boto3-1.43", "aws-cli-v1", "js-v2", "js-v3", "go-v2-1.17", "rclone", "s3cmd"}) {
    for (const auto& entry : fs::directory_iterator(fs::path("fixtures/wire") / client)) {
      const std::string name = entry.path().filename().string();
      const std::string bytes = read_file(entry.path().string());
      // Invocations start processes, and what waits on purpose has tests of its own.
      if (!is_whole(bytes) || name.find("nvoke") != std::string::npos) continue;
      INFO(entry.path().string());
      WireClient wire(loop, house.port());
      wire.send(bytes);
      const std::string& answer = wire.receive_at_least(12);
      REQUIRE(answer.starts_with("HTTP/1.1 "));
      const std::string status = answer.substr(9, 3);
      CHECK(status != "500");
      if (status == "501" && is_served(house, name)) unsupported += name + ' ';
      ++answered;
    }
  }
  CHECK(answered > 300);
  CHECK(unsupported == "");
}

}  // namespace
}  // namespace orrery
