#pragma once
// REST-JSON: method, path, query, headers and a JSON body in; a table says where each member travels, so that
// operations see one flat JSON object whichever way they are called.
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "core/http.h"
#include "core/json.h"

namespace orrery::protocol {

struct Binding {
  std::string_view wire;    // query parameter or header name
  std::string_view member;  // JSON member
  enum class Type { text, number, flag, list } type = Type::text;
};

struct Route {
  std::string_view method;
  std::string_view path;  // "/2015-03-31/functions/{FunctionName}/invocations"; a trailing slash is optional
  std::string_view operation;
  int status = 200;  // of success
  std::span<const Binding> query{};
  std::span<const Binding> headers{};        // of the request
  std::string_view payload{};                // member that is the raw request body; else the body is JSON
  std::span<const Binding> reply_headers{};  // members of the result that travel as headers
  std::string_view reply_status{};           // member that is the status code
  std::string_view reply_payload{};          // member (text) that is the raw response body
  std::string_view reply_type = "application/json";
};

struct RouteMatch {
  const Route* route = nullptr;
  std::vector<std::pair<std::string, std::string>> labels;  // decoded
};

std::optional<RouteMatch> match_route(std::span<const Route> routes, std::string_view method,
                                      std::string_view path);
// Throws AwsError SerializationException where the body is not a JSON object.
json::object read_rest(const RouteMatch& match, const HttpRequest& request);
HttpReply write_rest(const Route& route, json::object result);
HttpReply write_rest_error(const AwsError& error);

}  // namespace orrery::protocol
