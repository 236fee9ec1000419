#include "http/spelling.h"

#include <algorithm>
#include <array>

#include "core/digest.h"
#include "core/protocol/aws_query.h"
#include "core/protocol/cbor.h"
#include "core/protocol/gzip.h"

namespace orrery {
namespace {

constexpr protocol::QueryWire plain_query{"", "https://orrery/unknown/", {}, {}};

// Errors of AWS's common request layer keep its namespace whatever the service. One that has members besides
// its words is the service's own.
std::string error_type(std::string_view service_namespace, const AwsError& error) {
  const std::string_view code = error.code;
  if (service_namespace.empty() || code.find('#') != std::string_view::npos) return std::string(code);
  if (code == "ValidationException" && error.extra.empty())
    return "com.amazon.coral.validate#ValidationException";
  constexpr std::array<std::string_view, 7> common{"SerializationException",
                                                   "UnknownOperationException",
                                                   "AccessDeniedException",
                                                   "InternalFailure",
                                                   "NotImplemented",
                                                   "UnrecognizedClientException",
                                                   "MissingAuthenticationTokenException"};
  for (std::string_view name : common)
    if (code == name) return "com.amazon.coral.service#" + std::string(code);
  return std::string(service_namespace) + '#' + std::string(code);
}

// The member that has an error's words. The common request layer writes "Message", the services what their
// models say; some clients read only that.
std::string_view words_member(std::string_view type) {
  constexpr std::array<std::string_view, 3> capital{
      "com.amazonaws.dynamodb.v20120810#IdempotentParameterMismatchException",
      "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
      "com.amazonaws.dynamodb.v20120810#TransactionInProgressException"};
  const bool is_capital =
      type.starts_with("com.amazon.coral.service#") || std::ranges::find(capital, type) != capital.end();
  return is_capital ? "Message" : "message";
}

bool has_body(const Service* service, std::string_view operation) {
  return !service ||
         std::ranges::find(service->info().wires.bodiless, operation) == service->info().wires.bodiless.end();
}

constexpr std::size_t least_coded = 4096;

// What DynamoDB's edge adds: a coding of what is large, and a sum of what is sent.
void code_and_sum(HttpReply& reply, std::string& body, Coding coding) {
  if (coding != Coding::identity && body.size() >= least_coded) {
    body = coding == Coding::gzip ? protocol::gzip(body) : protocol::deflate(body);
    reply.headers.add("Content-Encoding", coding == Coding::gzip ? "gzip" : "deflate");
  }
  reply.headers.add("x-amz-crc32", std::to_string(crc32(body)));
}

HttpReply json_reply(const Spelling& spelling, int status, const json::object& members) {
  const Service* service = spelling.service;
  std::string body = spelling.cbor ? protocol::to_cbor(members) : to_text(members);
  if (status == 200 && !has_body(service, spelling.operation)) body.clear();
  HttpReply reply;
  reply.status = status;
  reply.headers.add("Content-Type", (spelling.cbor ? "application/x-amz-cbor-" : "application/x-amz-json-") +
                                        std::string(service ? service->info().wires.json_version : "1.0"));
  if (service && service->info().wires.crc32) code_and_sum(reply, body, spelling.coding);
  reply.body = std::move(body);
  return reply;
}

}  // namespace

HttpReply Spelling::success(json::object result) const {
  HttpReply reply;
  switch (wire) {
    case protocol::Wire::rest:
      reply = protocol::write_rest(*route, std::move(result));
      break;
    case protocol::Wire::query:
      reply.headers.add("Content-Type", "text/xml");
      reply.body = protocol::write_query(*service->info().wires.query, operation, result, request_id);
      break;
    default:
      reply = json_reply(*this, 200, result);
      break;
  }
  reply.headers.add("x-amzn-RequestId", request_id);
  return reply;
}

HttpReply Spelling::refusal(const AwsError& error) const {
  HttpReply reply;
  const protocol::QueryWire* query = service ? service->info().wires.query : nullptr;
  switch (wire) {
    case protocol::Wire::rest:
      reply = protocol::write_rest_error(error);
      break;
    case protocol::Wire::query:
      reply.status = error.status;
      reply.headers.add("Content-Type", "text/xml");
      reply.body = protocol::write_query_error(query ? *query : plain_query, error, request_id);
      break;
    default: {
      json::object body{{"__type", error_type(service ? service->info().wires.error_namespace : "", error)}};
      if (!error.message.empty())
        body[boost_view(words_member(view(body["__type"].get_string())))] = error.message;
      for (const auto& member : error.extra) body[member.key()] = member.value();
      reply = json_reply(*this, error.status, body);
      if (query && query_mode)
        reply.headers.add("x-amzn-query-error", std::string(protocol::query_code(*query, error.code)) +
                                                    (error.by_sender() ? ";Sender" : ";Receiver"));
      break;
    }
  }
  reply.headers.add("x-amzn-RequestId", request_id);
  return reply;
}

}  // namespace orrery
