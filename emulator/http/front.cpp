#include "http/front.h"

#include <boost/json/monotonic_resource.hpp>

#include "core/ascii.h"
#include "core/protocol/cbor.h"
#include "core/protocol/gzip.h"
#include "core/protocol/xml.h"
#include "http/spelling.h"

namespace orrery {
namespace {

constexpr std::uint64_t largest_body = 128ull << 20;  // in memory; S3 takes larger ones through its sink

void add_house_headers(HttpReply& reply, Instant now) {
  reply.headers.add("Date", http_time(now));
  reply.headers.add("Server", "orrery");
}

// Sends once the turn is committed, so that nothing is promised that might be lost.
struct AfterTurn final : Respond::Edge {
  AfterTurn(Core& core_, Respond respond_) : core(core_), respond(std::move(respond_)) {}
  void send(HttpReply reply) override {
    add_house_headers(reply, core.clock.now());
    core.loop.after_turn([respond_ = std::move(respond), reply_ = std::move(reply)]() mutable {
      respond_(std::move(reply_));
    });
  }
  void on_gone(Task task) override { respond.on_gone(std::move(task)); }
  Core& core;
  Respond respond;
};

// The journal's line of a request that a service reads itself.
JournalLine raw_line(RawService& service, std::string_view name, const HttpRequest& request,
                     const Context& context) {
  JournalLine line;
  line.kind = "call";
  line.account = context.account;
  line.region = context.region;
  line.service = name;
  line.operation = service.operation(request);
  line.resource = percent_decode(request.path());
  line.bytes_in = request.body.size();
  return line;
}

// How S3 spells an error.
HttpReply raw_refusal(const AwsError& error, const std::string& request_id) {
  HttpReply reply;
  reply.status = error.status;
  reply.headers.add("Content-Type", "application/xml");
  reply.headers.add("x-amz-request-id", request_id);
  reply.body = std::string(protocol::xml_prologue) + "<Error>";
  std::string& body = std::get<std::string>(reply.body);
  protocol::append_element(body, "Code", error.code);
  protocol::append_element(body, "Message", error.message);
  protocol::append_element(body, "RequestId", request_id);
  body += "</Error>";
  return reply;
}

// Ends the journal line of a raw request with its answer.
struct Journaled final : Respond::Edge {
  Journaled(Core& core_, const Context& context, Respond respond_)
      : core(core_), line(context.call), request_id(context.request_id), respond(std::move(respond_)) {}
  ~Journaled() override { core.journal.end(line, "dropped"); }
  void send(HttpReply reply) override {
    if (lost && reply.status < 400) return refuse(*lost);
    core.journal.end(line, reply.status < 400 ? "ok" : std::to_string(reply.status), body_size(reply));
    respond(std::move(reply));
  }
  void refuse(const AwsError& error) {
    core.journal.end(line, error.code);
    if (error.code != disconnect) respond(raw_refusal(error, request_id));
    respond = Respond();
  }
  void on_gone(Task task) override { respond.on_gone(std::move(task)); }
  Core& core;
  std::uint64_t line;
  std::string request_id;
  Respond respond;
  std::optional<AwsError> lost;  // what is told instead of a success
};

struct HttpEdge final : Reply::Edge {
  HttpEdge(Spelling spelling_, Respond respond_)
      : spelling(std::move(spelling_)), respond(std::move(respond_)) {}
  void complete(Result result) override {
    if (auto* error = std::get_if<AwsError>(&result)) {
      if (error->code != disconnect) return respond(spelling.refusal(*error));
      respond = Respond();
      return;
    }
    respond(spelling.success(std::get<json::object>(std::move(result))));
  }
  void on_gone(Task task) override { respond.on_gone(std::move(task)); }
  Spelling spelling;
  Respond respond;
};

// "POST http://sync-localhost:4566/path" as sent to a proxy -> the path, with the Host it names.
void accept_absolute_form(HttpRequest& request) {
  const std::string_view target = request.target;
  if (!target.starts_with("http://") && !target.starts_with("https://")) return;
  const auto authority = target.find("//") + 2;
  const auto slash = target.find('/', authority);
  request.headers.set("Host", std::string(target.substr(authority, slash - authority)));
  request.target = slash == std::string_view::npos ? "/" : std::string(target.substr(slash));
}

HttpReply plain(int status, std::string text) {
  HttpReply reply;
  reply.status = status;
  reply.headers.add("Content-Type", "text/plain; charset=utf-8");
  reply.body = std::move(text) + '\n';
  return reply;
}

// JSON services of AWS fail where they cannot read the coding of a body, as an internal failure.
void unpack_body(HttpRequest& request, protocol::Wire wire) {
  const std::string_view coding = request.headers.get("Content-Encoding");
  const bool is_json = wire == protocol::Wire::json;
  if (coding == "gzip") {
    auto body = protocol::gunzip(request.body, largest_body);
    if (!body)
      throw AwsError(is_json ? "InternalFailure" : "SerializationException",
                     "The body is not gzip, or too large", is_json ? 500 : 400);
    request.body = *std::move(body);
  } else if (is_json && !coding.empty() && coding != "identity") {
    throw AwsError("InternalFailure", "Unknown Content-Encoding: " + std::string(coding), 500);
  }
}

bool is_binary(const HttpRequest& request) { return protocol::is_cbor(request.headers.get("Content-Type")); }

// What a request is told that names no operation, or one that cannot be: AWS's names begin with a capital
// letter. Any such name may be AWS's, whose newest are unknown here: the service says that it is not
// supported.
std::optional<AwsError> misnamed(const protocol::Detected& detected, const std::string& asked) {
  const std::string& name = detected.operation;
  if (!name.empty() && name[0] != lower(name[0])) return std::nullopt;
  switch (detected.wire) {
    case protocol::Wire::json:
      return AwsError("UnknownOperationException", "");
    case protocol::Wire::query:
      if (name.empty())
        return AwsError("MissingAction", "The request is missing an action or a required parameter.");
      return AwsError("InvalidAction", "Could not find operation " + name + " for version " +
                                           std::string(detected.service->info().wires.query->version));
    default:
      return not_supported(detected.name + ": " + asked);
  }
}

// The input as one JSON object, in `memory`. Throws AwsError where the body is not that.
json::value read_input(const HttpRequest& request, const protocol::Detected& detected,
                       json::storage_ptr memory) {
  if (detected.wire == protocol::Wire::query) {
    const bool from_body =
        request.headers.get("Content-Type").starts_with("application/x-www-form-urlencoded");
    return protocol::read_query(*detected.service->info().wires.query,
                                from_body ? std::string_view(request.body) : request.query());
  }
  if (detected.wire == protocol::Wire::rest) return protocol::read_rest(detected.route, request);
  if (request.body.empty()) return json::value(json::object_kind, std::move(memory));
  auto body = is_binary(request) ? protocol::parse_cbor(request.body, std::move(memory))
                                 : parse_json(request.body, 512, std::move(memory));
  if (!body || !body->is_object())
    throw AwsError(std::string(detected.service->info().refusals.type),
                   body ? "Unexpected value type in payload" : "Could not parse the request body as JSON");
  return *std::move(body);
}

}  // namespace

Front::Front(Core& core, Directory& directory, Control& control, RawService* raw, RawService* urls,
             Guard guard)
    : core_(core),
      directory_(directory),
      control_(control),
      raw_(raw),
      urls_(urls),
      guard_(std::move(guard)),
      entropy_(core.entropy.fork("front")) {}

HeadVerdict Front::on_head(const HttpRequest& head) {
  HeadVerdict verdict;
  verdict.body_limit = largest_body;
  const auto credentials = protocol::read_credentials(head);
  const bool claimed = urls_ && urls_->claims(head);
  const bool raw = !claimed && protocol::is_raw(head, credentials);
  if (auto why = guard_.refusal(head, raw)) {
    verdict.refusal = plain(403, *why);
    return verdict;
  }
  if (claimed) return urls_->on_head(head, protocol::read_context(head, credentials));
  if (!raw || !raw_) return verdict;
  Context context = protocol::read_context(head, credentials);
  if (head.headers.find("Expect")) context.request_id = entropy_.uuid();
  core_.loop.turn([&] {
    verdict = raw_->on_head(head, context);
    if (!verdict.refusal) return;
    context.call = core_.journal.begin(raw_line(*raw_, "s3", head, context), context.trace);
    core_.journal.end(context.call, std::to_string(verdict.refusal->status), body_size(*verdict.refusal));
    add_house_headers(*verdict.refusal, core_.clock.now());
  });
  return verdict;
}

void Front::handle(HttpRequest request, Respond respond) {
  core_.loop.turn([&] { answer(request, Respond(std::make_unique<AfterTurn>(core_, std::move(respond)))); });
}

void Front::answer(HttpRequest& request, Respond respond) {
  accept_absolute_form(request);
  if (control_.wants(request)) return control_.handle(std::move(request), std::move(respond));

  const auto credentials = protocol::read_credentials(request);
  Context context = protocol::read_context(request, credentials);
  context.request_id = entropy_.uuid();
  if (urls_ && urls_->claims(request))
    return answer_raw(*urls_, "lambda", std::move(request), std::move(context), std::move(respond));
  protocol::Detected detected = protocol::detect(directory_.services(), request, credentials);
  if (detected.wire == protocol::Wire::raw && raw_)
    return answer_raw(*raw_, "s3", std::move(request), std::move(context), std::move(respond));
  answer_call(std::move(request), std::move(context), std::move(detected), std::move(respond));
}

void Front::answer_raw(RawService& service, std::string_view name, HttpRequest request, Context context,
                       Respond respond) {
  JournalLine line = raw_line(service, name, request, context);
  const std::string operation = line.operation, resource = line.resource;
  context.call = core_.journal.begin(std::move(line), context.trace);
  auto edge = std::make_unique<Journaled>(core_, context, std::move(respond));
  auto fault = directory_.fault_of(context, name, operation, resource);
  if (!fault) return service.http(std::move(request), context, Respond(std::move(edge)));
  auto strike = [&service, fault, context, edge_ = std::move(edge), request_ = std::move(request)]() mutable {
    if (fault->strikes(Fault::When::before)) return edge_->refuse(*fault->error);
    if (fault->strikes(Fault::When::after)) edge_->lost = fault->error;
    service.http(std::move(request_), context, Respond(std::move(edge_)));
  };
  if (fault->delay == Duration{0}) return strike();
  directory_.later(fault->delay, std::move(strike));
}

void Front::answer_call(HttpRequest request, Context context, protocol::Detected detected, Respond respond) {
  Spelling spelling{detected.wire,
                    detected.service,
                    detected.route.route,
                    detected.operation,
                    context.request_id,
                    request.headers.find("x-amzn-query-mode").has_value(),
                    preferred_coding(request.headers.get("Accept-Encoding")),
                    is_binary(request)};
  const std::string asked = request.method + ' ' + std::string(request.path());
  if (!detected.service && (detected.wire != protocol::Wire::json || !detected.name.empty()))
    return respond(spelling.refusal(
        not_supported("service " + (detected.name.empty() ? asked : detected.name) +
                      (detected.operation.empty() ? "" : " (operation " + detected.operation + ")"))));
  if (const auto error = misnamed(detected, asked)) return respond(spelling.refusal(*error));

  // The input lives in this request's own memory and is dropped in one go.
  unsigned char local[8192];
  json::monotonic_resource memory(local, sizeof local);
  std::optional<json::value> input;
  try {
    unpack_body(request, detected.wire);
    input.emplace(read_input(request, detected, &memory));
  } catch (const AwsError& error) {
    return respond(spelling.refusal(error));
  }
  Reply reply(std::make_unique<HttpEdge>(std::move(spelling), std::move(respond)));
  directory_.dispatch(*detected.service, detected.operation, std::move(context), input->get_object(),
                      request.body.size(), std::move(reply));
}

}  // namespace orrery
