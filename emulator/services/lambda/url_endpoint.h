#pragma once
// What is behind the URL of a function: HTTP in, the event of a web request to the function, HTTP out.
//
// http://HOST:PORT/_lambda-url/ID/PATH, which needs no name server, or ID.lambda-url.REGION.ANYTHING as Host.
// The form of the event and of the answer: AWS Lambda Developer Guide, "Invoking Lambda function URLs".
#include "core/raw_service.h"
#include "services/lambda/function_urls.h"

namespace orrery::lambda {

class UrlEndpoint final : public RawService {
 public:
  explicit UrlEndpoint(Lambda& lambda) : lambda_(lambda) {}

  bool claims(const HttpRequest& request) const override;
  HeadVerdict on_head(const HttpRequest& head, const Context& context) override;
  std::string operation(const HttpRequest&) override { return "InvokeFunctionUrl"; }
  void http(HttpRequest request, const Context& context, Respond respond) override;

 private:
  Lambda& lambda_;
};

// Where a request goes, seen from its function.
struct UrlAddress {
  std::string id;
  std::string path;  // decoded, from the '/' after the id
};
std::optional<UrlAddress> url_address(const HttpRequest& request);

json::object url_event(const HttpRequest& request, const UrlAddress& address, const Context& context,
                       std::string_view domain, Instant now);
// The HTTP answer that the function's result stands for. `streamed`: it may begin with a prelude.
HttpReply url_reply(const InvocationOutcome& outcome, bool streamed);

}  // namespace orrery::lambda
