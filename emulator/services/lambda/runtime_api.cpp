#include "services/lambda/runtime_api.h"

#include "core/digest.h"
#include "core/json.h"

namespace orrery::lambda {
namespace {

constexpr std::string_view root = "/2018-06-01/runtime/";

HttpReply json_reply(int status, std::string body) {
  HttpReply reply;
  reply.status = status;
  reply.headers.add("Content-Type", "application/json");
  reply.body = std::move(body);
  return reply;
}

HttpReply accepted() { return json_reply(202, R"({"status":"OK"})"); }

HttpReply refusal(int status, std::string_view type, std::string_view message) {
  return json_reply(status, to_text(json::object{{"errorType", type}, {"errorMessage", message}}));
}

}  // namespace

RuntimeApi::RuntimeApi(Loop& loop, RuntimeEvents& events, Extensions& extensions)
    : loop_(loop), events_(events), extensions_(extensions) {
  listener_.emplace(loop, "127.0.0.1", 0, *this);
}

HeadVerdict RuntimeApi::on_head(const HttpRequest&) { return {}; }

void RuntimeApi::give(Event event) {
  HttpReply reply;
  reply.headers.add("Content-Type", "application/json");
  reply.headers.add("Date", std::move(event.date));
  reply.headers.add("Lambda-Runtime-Aws-Request-Id", std::string(event.request_id));
  reply.headers.add("Lambda-Runtime-Deadline-Ms", std::to_string(event.deadline_ms));
  reply.headers.add("Lambda-Runtime-Invoked-Function-Arn", std::string(event.function_arn));
  reply.headers.add("Lambda-Runtime-Trace-Id", std::string(event.trace));
  if (!event.client_context.empty())
    reply.headers.add("Lambda-Runtime-Client-Context", std::string(event.client_context));
  reply.body = std::move(event.payload);
  Respond respond = std::move(next_);
  next_ = Respond();
  respond(std::move(reply));
}

void RuntimeApi::handle(HttpRequest request, Respond respond) {
  const std::string path(request.path());
  if (Extensions::owns(path)) return extensions_.handle(std::move(request), std::move(respond));
  if (!path.starts_with(root)) return respond(refusal(404, "NotFound", "No such path: " + path));
  const std::string_view rest = std::string_view(path).substr(root.size());
  if (rest == "invocation/next" && request.method == "GET") {
    // Its process may be gone before there is work; then what it would have been given goes to another.
    next_ = std::move(respond);
    return loop_.turn([this] { events_.on_next(); });
  }
  if (request.method != "POST")
    return respond(refusal(405, "MethodNotAllowed", "Not allowed: " + request.method));
  if (rest == "init/error") {
    respond(accepted());
    return loop_.turn([&] { events_.on_init_error(std::move(request.body)); });
  }
  if (rest.starts_with("invocation/")) return invocation(rest.substr(11), request, std::move(respond));
  respond(refusal(404, "NotFound", "No such path: " + path));
}

void RuntimeApi::invocation(std::string_view rest, HttpRequest& request, Respond respond) {
  const auto slash = rest.find('/');
  const std::string_view id = rest.substr(0, slash);
  const std::string_view what = slash == std::string_view::npos ? std::string_view{} : rest.substr(slash + 1);
  if (what != "response" && what != "error")
    return respond(refusal(404, "NotFound", "No such path: " + std::string(request.path())));
  bool known = false;
  bool fits = true;
  loop_.turn([&] {
    if (what == "error") {
      known = events_.on_error(id, std::move(request.body));
      return;
    }
    const bool streamed = request.headers.get("Lambda-Runtime-Function-Response-Mode") == "streaming";
    const auto broken = request.headers.find("Lambda-Runtime-Function-Error-Type");  // a trailer
    if (broken) {
      const auto body = from_base64(request.headers.get("Lambda-Runtime-Function-Error-Body"));
      known = events_.on_error(id, body.value_or(to_text(json::object{{"errorType", *broken}})));
      return;
    }
    fits = streamed || request.body.size() <= response_limit;
    if (!fits)
      known = events_.on_error(
          id, to_text(json::object{
                  {"errorType", "Function.ResponseSizeTooLarge"},
                  {"errorMessage", "Response payload size exceeded maximum allowed payload size (" +
                                       std::to_string(response_limit) + " bytes)."}}));
    else
      known = events_.on_response(id, std::move(request.body), streamed);
  });
  if (!known) return respond(refusal(400, "InvalidRequestID", "Invalid request ID"));
  if (!fits) return respond(refusal(413, "RequestEntityTooLarge", "Exceeded maximum allowed payload size"));
  respond(accepted());
}

}  // namespace orrery::lambda
