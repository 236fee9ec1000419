// What an SDK knows of the HTTP exchange, as it reaches a state's output.
#include "core/digest.h"
#include "services/states/integrations/integration.h"

namespace orrery::states {
namespace {

// The front end of a service, as its headers show it.
struct FrontEnd {
  std::string_view service, connection, content_type;
};

constexpr FrontEnd front_ends[] = {
    {"lambda", "Connection", "application/json"},
    {"dynamodb", "Connection", "application/x-amz-json-1.0"},
    {"sqs", "connection", "application/x-amz-json-1.0"},
    {"sns", "connection", "text/xml"},
    {"states", "connection", "application/x-amz-json-1.0"},
};

// The XML around a MessageId, of which no text is left here.
constexpr std::string_view sns_length = "294";

json::object headers_of(Run run, const FrontEnd& front, const json::object& answer, const std::string& body,
                        const std::string& request) {
  json::object headers{
      {front.connection, "keep-alive"},
      {"Content-Length", front.service == "sns" ? std::string(sns_length) : std::to_string(body.size())},
      {"Content-Type", front.content_type},
      {"Date", http_time(run.engine.core.clock.now())},
      {"x-amzn-RequestId", request}};
  if (front.service == "dynamodb") {
    headers["Server"] = "Server";
    headers["x-amz-crc32"] = std::to_string(crc32(body));
  } else if (front.service == "lambda") {
    headers["X-Amzn-Trace-Id"] = run.frame.trace;
    headers["x-amzn-Remapped-Content-Length"] = "0";
    if (const auto* version = answer.if_contains("ExecutedVersion"))
      headers["X-Amz-Executed-Version"] = *version;
    if (const auto* log = answer.if_contains("LogResult")) headers["X-Amz-Log-Result"] = *log;
  }
  return headers;
}

}  // namespace

void add_sdk_metadata(Run run, std::string_view service, json::object& answer, const std::string& body) {
  const auto* front = std::find_if(std::begin(front_ends), std::end(front_ends),
                                   [&](const FrontEnd& one) { return one.service == service; });
  const std::string request = run.engine.entropy.uuid();
  json::object headers = headers_of(run, *front, answer, body, request);
  json::object all;
  for (const auto& [name, value] : headers) all[name] = json::array{value};
  answer["SdkHttpMetadata"] = json::object{
      {"AllHttpHeaders", std::move(all)}, {"HttpHeaders", std::move(headers)}, {"HttpStatusCode", 200}};
  answer["SdkResponseMetadata"] = json::object{{"RequestId", request}};
}

}  // namespace orrery::states
