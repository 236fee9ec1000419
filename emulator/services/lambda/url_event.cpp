#include <algorithm>
#include <array>

#include "core/ascii.h"
#include "core/digest.h"
#include "core/utf8.h"
#include "services/lambda/url_endpoint.h"

namespace orrery::lambda {
namespace {

// Several of one name come as one, with commas between.
void add(json::object& members, std::string_view name, std::string_view value) {
  json::value& member = members[boost_view(name)];
  if (member.is_string())
    member = std::string(view(member.get_string())) + "," + as_utf8(std::string(value));
  else
    member = as_utf8(std::string(value));
}

bool is_text(std::string_view type) {
  for (const std::string_view word : {"text", "json", "xml", "javascript"})
    if (type.find(word) != std::string_view::npos) return true;
  return false;
}

// 21/Nov/2026:02:43:00 +0000
std::string access_log_time(Instant when) {
  const std::string http = http_time(when);  // Sat, 21 Nov 2026 02:43:00 GMT
  return http.substr(5, 2) + "/" + http.substr(8, 3) + "/" + http.substr(12, 4) + ":" + http.substr(17, 8) +
         " +0000";
}

json::object headers_of(const HttpRequest& request, std::string_view domain) {
  json::object headers;
  for (const auto& [name, value] : request.headers) add(headers, lower(name), value);
  const auto colon = request.peer.rfind(':');
  headers["host"] = domain;
  headers["x-forwarded-for"] = request.peer.substr(0, colon);
  headers["x-forwarded-proto"] = "http";
  if (!headers.contains("x-forwarded-port")) headers["x-forwarded-port"] = "80";
  return headers;
}

}  // namespace

json::object url_event(const HttpRequest& request, const UrlAddress& address, const Context& context,
                       std::string_view domain, Instant now) {
  json::object event{{"version", "2.0"},
                     {"routeKey", "$default"},
                     {"rawPath", as_utf8(address.path)},
                     {"rawQueryString", request.query()}};
  json::array cookies;
  for (std::string_view rest = request.headers.get("Cookie"); !rest.empty();) {
    const auto end = rest.find("; ");
    cookies.emplace_back(as_utf8(std::string(rest.substr(0, end))));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 2);
  }
  if (!cookies.empty()) event["cookies"] = std::move(cookies);
  json::object headers = headers_of(request, domain);
  if (const std::string trace = context.trace; !trace.empty()) headers["x-amzn-trace-id"] = trace;
  headers.erase("cookie");
  json::object query;
  for (const auto& [name, value] : parse_query(request.query())) add(query, name, value);
  if (!query.empty()) event["queryStringParameters"] = std::move(query);
  const bool is_signed = !request.headers.get("Authorization").empty();
  json::object about{{"accountId", is_signed ? context.account : "anonymous"},
                     {"apiId", address.id},
                     {"domainName", domain},
                     {"domainPrefix", address.id},
                     {"http",
                      {{"method", request.method},
                       {"path", as_utf8(address.path)},
                       {"protocol", "HTTP/1.1"},
                       {"sourceIp", headers["x-forwarded-for"]},
                       {"userAgent", as_utf8(std::string(request.headers.get("User-Agent")))}}},
                     {"requestId", context.request_id},
                     {"routeKey", "$default"},
                     {"stage", "$default"},
                     {"time", access_log_time(now)},
                     {"timeEpoch", epoch_milliseconds(now)}};
  event["headers"] = std::move(headers);
  event["requestContext"] = std::move(about);
  const bool plain = is_text(lower(request.headers.get("Content-Type")));
  if (!request.body.empty()) event["body"] = plain ? as_utf8(request.body) : to_base64(request.body);
  event["isBase64Encoded"] = !request.body.empty() && !plain;
  return event;
}

}  // namespace orrery::lambda
