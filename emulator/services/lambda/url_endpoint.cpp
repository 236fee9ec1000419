#include "services/lambda/url_endpoint.h"

#include "core/digest.h"
#include "services/lambda/payload.h"
#include "services/lambda/refusals.h"

namespace orrery::lambda {
namespace {

constexpr std::string_view path_prefix = "/_lambda-url/";
constexpr std::string_view host_part = ".lambda-url.";

HttpReply message(int status, std::string_view text) {
  HttpReply reply;
  reply.status = status;
  reply.headers.add("Content-Type", "application/json");
  reply.body = to_text(json::object{{"Message", text}});
  return reply;
}

std::string joined(const json::array& items) {
  std::string text;
  for (const json::value& item : items)
    if (item.is_string()) text += (text.empty() ? "" : ",") + std::string(view(item.get_string()));
  return text;
}

bool lists(const json::object& cors, const char* name, std::string_view wanted) {
  const json::array* items = find_array(cors, name);
  if (!items) return false;
  return std::any_of(items->begin(), items->end(), [wanted](const json::value& item) {
    return item == "*" || (item.is_string() && same_name(view(item.get_string()), wanted));
  });
}

// What a browser is told about who may read the answer, where the URL has settings for that.
void add_cors(HttpReply& reply, const json::object& config, const HttpRequest& request) {
  const json::object* cors = find_object(config, "Cors");
  const auto origin = request.headers.find("Origin");
  if (!cors || !origin || !lists(*cors, "AllowOrigins", *origin)) return;
  reply.headers.add("Access-Control-Allow-Origin", std::string(*origin));
  const json::value* credentials = find(*cors, "AllowCredentials");
  if (credentials && credentials->is_bool() && credentials->get_bool())
    reply.headers.add("Access-Control-Allow-Credentials", "true");
  if (const json::array* exposed = find_array(*cors, "ExposeHeaders"))
    reply.headers.add("Access-Control-Expose-Headers", joined(*exposed));
  if (request.method != "OPTIONS") return;
  if (const json::array* methods = find_array(*cors, "AllowMethods"))
    reply.headers.add("Access-Control-Allow-Methods", joined(*methods));
  if (const json::array* headers = find_array(*cors, "AllowHeaders"))
    reply.headers.add("Access-Control-Allow-Headers", joined(*headers));
  if (const auto age = find_number(*cors, "MaxAge"))
    reply.headers.add("Access-Control-Max-Age", std::to_string(*age));
}

bool is_preflight(const HttpRequest& request, const json::object& config) {
  return request.method == "OPTIONS" && find_object(config, "Cors") && request.headers.find("Origin") &&
         request.headers.find("Access-Control-Request-Method");
}

}  // namespace

std::optional<UrlAddress> url_address(const HttpRequest& request) {
  const std::string_view path = request.path();
  if (path.starts_with(path_prefix)) {
    const std::string_view rest = path.substr(path_prefix.size());
    const auto slash = rest.find('/');
    return UrlAddress{std::string(rest.substr(0, slash)),
                      slash == std::string_view::npos ? "/" : percent_decode(rest.substr(slash))};
  }
  const std::string_view host = request.headers.get("Host");
  const auto at = host.find(host_part);
  if (at == std::string_view::npos) return std::nullopt;
  return UrlAddress{std::string(host.substr(0, at)), percent_decode(path)};
}

bool UrlEndpoint::claims(const HttpRequest& request) const { return url_address(request).has_value(); }

HeadVerdict UrlEndpoint::on_head(const HttpRequest&, const Context&) {
  HeadVerdict verdict;
  verdict.body_limit = payload_limit;
  return verdict;
}

void UrlEndpoint::http(HttpRequest request, const Context& context, Respond respond) {
  const auto address = url_address(request);
  const auto url = address ? find_url_target(lambda_, address->id) : std::nullopt;
  if (!url) return respond(message(403, "Forbidden"));
  if (find_text(url->config, "AuthType") == "AWS_IAM" && request.headers.get("Authorization").empty() &&
      request.query().find("X-Amz-Signature=") == std::string_view::npos)
    return respond(message(403, "Forbidden"));
  if (is_preflight(request, url->config)) {
    HttpReply reply;
    add_cors(reply, url->config, request);
    return respond(std::move(reply));
  }
  const std::string domain = address->id + std::string(host_part) + url->context.region + ".on.aws";
  auto run = std::make_unique<Run>();
  HttpReply with_headers;
  add_cors(with_headers, url->config, request);
  auto answer = std::make_shared<Respond>(std::move(respond));
  const bool streamed = find_text(url->config, "InvokeMode") == "RESPONSE_STREAM";
  run->done = [answer, streamed, headers = std::move(with_headers.headers)](InvocationOutcome outcome) {
    HttpReply reply = url_reply(outcome, streamed);
    for (const auto& [name, value] : headers) reply.headers.set(name, value);
    (*answer)(std::move(reply));
  };
  try {
    run->target = lambda_.target(url->name, url->qualifier == "$LATEST" ? "" : url->qualifier, url->context);
    run->request_id = context.request_id.empty() ? lambda_.entropy.uuid() : context.request_id;
    run->payload = to_text(url_event(request, *address, context, domain, lambda_.core.clock.now()));
    run->trace = lambda_.core.journal.trace_for(context.call, context.trace);
    lambda_.start(std::move(run));
  } catch (const AwsError& refusal) {
    (*answer)(
        message(refusal.status == 429 ? 429 : 403, refusal.status == 429 ? "Rate Exceeded." : "Forbidden"));
  }
}

}  // namespace orrery::lambda
