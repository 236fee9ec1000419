// Any bytes as a request: recognised or refused, read into an input, never a crash.
#include "core/protocol/cbor.h"
#include "core/protocol/detect.h"
#include "core/protocol/gzip.h"
#include "http/guard.h"
#include "tests/http_capture.h"

namespace orrery {
namespace {

struct Named final : Service {
  explicit Named(ServiceInfo info) : info_(info) {}
  const ServiceInfo& info() const override { return info_; }
  void call(std::string_view, const Context&, const json::object&, Reply) override {}
  ServiceInfo info_;
};

constexpr protocol::Binding query[] = {{"Qualifier", "Qualifier"},
                                       {"MaxItems", "MaxItems", protocol::Binding::Type::number},
                                       {"tagKeys", "TagKeys", protocol::Binding::Type::list}};
constexpr protocol::Route routes[] = {
    {"POST", "/2015-03-31/functions/{FunctionName}/invocations", "Invoke", 200, query, {}, "Payload"},
    {"GET", "/2015-03-31/functions/{FunctionName+}", "GetFunction", 200, query}};
constexpr protocol::QueryShape shapes[] = {
    {"Entries", "Entry", protocol::QueryShape::Kind::list},
    {"Attributes", "Attribute", protocol::QueryShape::Kind::map},
    {"Topics", "entry", protocol::QueryShape::Kind::wrapped_map, "key", "value"}};
constexpr protocol::QueryWire wire{"2012-11-05", "http://x/", shapes, {}};

void read(const HttpRequest& request) {
  static Named dynamodb{{"dynamodb", "", {.target = "DynamoDB_20120810"}, {}}};
  static Named sqs{{"sqs", "", {.target = "AmazonSQS", .query = &wire}, {}}};
  static Named lambda{{"lambda", "", {.routes = routes}, {}}};
  static Service* const services[] = {&dynamodb, &sqs, &lambda};
  const auto credentials = protocol::read_credentials(request);
  const Context context = protocol::read_context(request, credentials);
  (void)Guard{}.refusal(request, protocol::is_raw(request, credentials));
  const auto detected = protocol::detect(services, request, credentials);
  try {
    json::object input;
    if (detected.wire == protocol::Wire::query && detected.service)
      input = protocol::read_query(wire, request.body);
    else if (detected.wire == protocol::Wire::rest && detected.route.route)
      input = protocol::read_rest(detected.route, request);
    else if (const auto body = parse_json(request.body); body && body->is_object())
      input = body->get_object();
    (void)protocol::write_query(wire, "Do", input, "id");
    (void)protocol::write_rest(routes[1], std::move(input));
  } catch (const AwsError& error) {
    (void)protocol::write_query_error(wire, error, "id");
  }
}

}  // namespace
}  // namespace orrery

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  if (const auto request = orrery::parse_capture(bytes)) orrery::read(*request);
  (void)orrery::protocol::gunzip(bytes, 1 << 20);
  (void)orrery::parse_query(bytes);
  if (const auto value = orrery::protocol::parse_cbor(bytes); value && value->is_object())
    (void)orrery::protocol::to_cbor(value->get_object());
  return 0;
}
