#include "core/protocol/rest_json.h"

#include "core/number.h"
#include "core/utf8.h"

namespace orrery::protocol {
namespace {

// Cuts the next segment off `path`; a segment ends at '/'.
std::string_view next_segment(std::string_view& path) {
  const auto slash = path.find('/');
  const std::string_view segment = path.substr(0, slash);
  path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
  return segment;
}

std::optional<std::vector<std::pair<std::string, std::string>>> match_path(std::string_view pattern,
                                                                           std::string_view path) {
  if (!path.starts_with('/')) return std::nullopt;
  pattern.remove_prefix(1);
  path.remove_prefix(1);
  if (pattern.ends_with('/')) pattern.remove_suffix(1);
  if (path.ends_with('/')) path.remove_suffix(1);
  std::vector<std::pair<std::string, std::string>> labels;
  while (!pattern.empty()) {
    if (path.empty()) return std::nullopt;
    const std::string_view wanted = next_segment(pattern);
    if (wanted.starts_with('{') && wanted.ends_with("+}")) {  // a label that takes the rest
      labels.emplace_back(wanted.substr(1, wanted.size() - 3), percent_decode(path));
      return labels;
    }
    const std::string_view given = next_segment(path);
    if (wanted.starts_with('{'))
      labels.emplace_back(wanted.substr(1, wanted.size() - 2), percent_decode(given));
    else if (wanted != given)
      return std::nullopt;
  }
  if (!path.empty()) return std::nullopt;
  return labels;
}

json::value typed(Binding::Type type, std::string_view text) {
  if (type == Binding::Type::number) {
    if (const auto number = read_number<std::int64_t>(text)) return *number;
  }
  if (type == Binding::Type::flag && (text == "true" || text == "false")) return text == "true";
  return json::string(boost_view(text));  // Input complains about what does not fit
}

std::string header_text(const json::value& value) {
  if (const json::string* text = value.if_string()) return std::string(view(*text));
  return to_text(value);
}

}  // namespace

std::optional<RouteMatch> match_route(std::span<const Route> routes, std::string_view method,
                                      std::string_view path) {
  for (const Route& route : routes) {
    if (route.method != method) continue;
    if (auto labels = match_path(route.path, path)) return RouteMatch{&route, *std::move(labels)};
  }
  return std::nullopt;
}

json::object read_rest(const RouteMatch& match, const HttpRequest& request) {
  const Route& route = *match.route;
  json::object input;
  if (!route.payload.empty()) {
    input[boost_view(route.payload)] = request.body;
  } else if (!request.body.empty()) {
    auto body = parse_json(request.body);
    if (!body || !body->is_object())
      throw AwsError("SerializationException",
                     "Could not parse request body into json: the body is not a JSON object");
    input = std::move(body->get_object());
  }
  for (const auto& [name, value] : match.labels) input[name] = as_utf8(value);
  if (!route.query.empty()) {
    for (const auto& [name, value] : parse_query(request.query())) {
      for (const Binding& binding : route.query) {
        if (binding.wire != name) continue;
        if (binding.type == Binding::Type::list) {
          json::value& list = input[boost_view(binding.member)];
          if (!list.is_array()) list.emplace_array();
          list.get_array().push_back(json::string(as_utf8(value)));
        } else {
          input[boost_view(binding.member)] = typed(binding.type, as_utf8(value));
        }
      }
    }
  }
  for (const Binding& binding : route.headers)
    if (const auto value = request.headers.find(binding.wire))
      input[boost_view(binding.member)] = typed(binding.type, as_utf8(std::string(*value)));
  return input;
}

HttpReply write_rest(const Route& route, json::object result) {
  HttpReply reply;
  reply.status = route.status;
  if (!route.reply_status.empty()) {
    if (const auto status = find_number(result, route.reply_status)) reply.status = static_cast<int>(*status);
    result.erase(boost_view(route.reply_status));
  }
  for (const Binding& binding : route.reply_headers) {
    if (const json::value* value = find(result, binding.member))
      reply.headers.add(std::string(binding.wire), header_text(*value));
    result.erase(boost_view(binding.member));
  }
  if (!route.reply_payload.empty()) {
    const json::value* payload = find(result, route.reply_payload);
    reply.body = payload ? header_text(*payload) : std::string{};
  } else if (reply.status != 204 && !(reply.status == 202 && result.empty())) {
    reply.body = to_text(result);
  }
  reply.headers.add("Content-Type", std::string(route.reply_type));
  return reply;
}

HttpReply write_rest_error(const AwsError& error) {
  HttpReply reply;
  reply.status = error.status;
  reply.headers.add("Content-Type", "application/json");
  reply.headers.add("x-amzn-ErrorType", error.code);
  json::object body = error.extra;
  // Lambda says who is to blame in "Type" and spells "Message" in most of its errors, others "message".
  if (!body.contains("Message") && !body.contains("message")) {
    body["Message"] = error.message;
    body["message"] = error.message;
  }
  reply.body = to_text(body);
  return reply;
}

}  // namespace orrery::protocol
