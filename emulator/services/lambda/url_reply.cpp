#include "core/digest.h"
#include "services/lambda/url_endpoint.h"

namespace orrery::lambda {
namespace {

void add_headers(HttpReply& reply, const json::object& answer) {
  if (const json::object* headers = find_object(answer, "headers"))
    for (const auto& [name, value] : *headers) {
      if (value.is_array() || value.is_object() || value.is_null()) continue;
      if (same_name(std::string_view(name.data(), name.size()), "content-length")) continue;
      reply.headers.set(std::string_view(name.data(), name.size()),
                        value.is_string() ? std::string(view(value.get_string())) : to_text(value));
    }
  if (const json::array* cookies = find_array(answer, "cookies"))
    for (const json::value& cookie : *cookies)
      if (cookie.is_string()) reply.headers.add("Set-Cookie", std::string(view(cookie.get_string())));
}

HttpReply plain(int status, std::string body, std::string type) {
  HttpReply reply;
  reply.status = status;
  reply.headers.add("Content-Type", std::move(type));
  reply.body = std::move(body);
  return reply;
}

HttpReply failed() {
  HttpReply reply = plain(502, "Internal Server Error", "application/json");
  reply.headers.add("x-amzn-ErrorType", "InternalServerErrorException");
  return reply;
}

// After a status below 200 a client waits for another.
bool ends_answer(std::int64_t status) { return status >= 200 && status < 600; }

// {"statusCode", "headers", "cookies", "body", "isBase64Encoded"}
HttpReply spelled_out(const json::object& answer, std::int64_t status) {
  if (!ends_answer(status)) return failed();
  HttpReply reply;
  reply.status = static_cast<int>(status);
  add_headers(reply, answer);
  if (!reply.headers.find("Content-Type")) reply.headers.add("Content-Type", "application/json");
  const json::value* body = find(answer, "body");
  std::string bytes = !body               ? std::string{}
                      : body->is_string() ? std::string(view(body->get_string()))
                                          : to_text(*body);
  const json::value* encoded = find(answer, "isBase64Encoded");
  if (encoded && encoded->is_bool() && encoded->get_bool()) bytes = from_base64(bytes).value_or(bytes);
  reply.body = std::move(bytes);
  return reply;
}

// A streamed answer that sets its head: JSON, eight zero bytes, and the body.
std::optional<HttpReply> with_prelude(const std::string& payload) {
  const auto zeros = payload.find(std::string(8, '\0'));
  if (zeros == std::string::npos) return std::nullopt;
  const auto head = parse_json(std::string_view(payload).substr(0, zeros));
  if (!head || !head->is_object()) return std::nullopt;
  const std::int64_t status = find_number(head->get_object(), "statusCode").value_or(200);
  if (!ends_answer(status)) return failed();
  HttpReply reply;
  reply.status = static_cast<int>(status);
  add_headers(reply, head->get_object());
  if (!reply.headers.find("Content-Type")) reply.headers.add("Content-Type", "application/octet-stream");
  reply.body = payload.substr(zeros + 8);
  return reply;
}

}  // namespace

HttpReply url_reply(const InvocationOutcome& outcome, bool streamed) {
  if (outcome.refused || !outcome.error.empty()) return failed();
  if (streamed) {
    if (auto reply = with_prelude(outcome.payload)) return *std::move(reply);
    return plain(200, outcome.payload, "application/octet-stream");
  }
  const auto answer = parse_json(outcome.payload);
  if (!answer) return plain(200, outcome.payload, "application/json");
  if (answer->is_object())
    if (const auto status = find_number(answer->get_object(), "statusCode"))
      return spelled_out(answer->get_object(), *status);
  if (answer->is_string()) return plain(200, std::string(view(answer->get_string())), "application/json");
  return plain(200, outcome.payload, "application/json");
}

}  // namespace orrery::lambda
