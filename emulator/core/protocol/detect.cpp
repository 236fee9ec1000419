#include "core/protocol/detect.h"

#include <algorithm>

#include "core/account.h"
#include "core/utf8.h"

namespace orrery::protocol {
namespace {

constexpr std::string_view form_type = "application/x-www-form-urlencoded";

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char letter) { return letter >= '0' && letter <= '9'; });
}

// One parameter of a form or query, decoded.
std::optional<std::string> parameter(std::string_view form, std::string_view name) {
  while (!form.empty()) {
    const auto end = form.find('&');
    const std::string_view pair = form.substr(0, end);
    if (pair.starts_with(name) && pair.size() > name.size() && pair[name.size()] == '=')
      return percent_decode(pair.substr(name.size() + 1), Plus::space);
    if (end == std::string_view::npos) break;
    form.remove_prefix(end + 1);
  }
  return std::nullopt;
}

// AKID/20260101/us-east-1/sqs/aws4_request
Credentials read_scope(std::string_view scope) {
  Credentials credentials;
  std::vector<std::string_view> parts;
  while (true) {
    const auto slash = scope.find('/');
    parts.push_back(scope.substr(0, slash));
    if (slash == std::string_view::npos) break;
    scope.remove_prefix(slash + 1);
  }
  credentials.access_key = parts[0];
  if (parts.size() >= 4) {
    credentials.region = parts[2];
    credentials.service = parts[3];
  }
  return credentials;
}

bool is_form(const HttpRequest& request) {
  return request.method == "POST" && request.headers.get("Content-Type").starts_with(form_type);
}

// Paths of REST services begin with the date of their API version: /2015-03-31/...
bool is_dated(std::string_view path) {
  return path.size() > 11 && path[0] == '/' && path[5] == '-' && path[8] == '-' && path[11] == '/' &&
         all_digits(path.substr(1, 4)) && all_digits(path.substr(6, 2)) && all_digits(path.substr(9, 2));
}

// A client of the JSON wire, with or without a target.
bool says_json(const HttpRequest& request) {
  return request.method == "POST" && request.path() == "/" &&
         request.headers.get("Content-Type").starts_with("application/x-amz-json-");
}

Service* with_target(std::span<Service* const> services, std::string_view prefix) {
  for (Service* service : services)
    if (!prefix.empty() && service->info().wires.target == prefix) return service;
  return nullptr;
}

Service* named(std::span<Service* const> services, std::string_view name) {
  for (Service* service : services)
    if (service->info().name == name) return service;
  return nullptr;
}

Service* with_query(std::span<Service* const> services, std::string_view version, std::string_view scope) {
  // The links in the messages of SNS, which are visited, say neither.
  Service* service = named(services, scope.empty() && version.empty() ? "sns" : scope);
  if (service && service->info().wires.query) return service;
  for (Service* candidate : services)
    if (candidate->info().wires.query && candidate->info().wires.query->version == version) return candidate;
  return nullptr;
}

}  // namespace

Credentials read_credentials(const HttpRequest& request) {
  const std::string_view header = request.headers.get("Authorization");
  if (const auto at = header.find("Credential="); at != std::string_view::npos) {
    const std::string_view scope = header.substr(at + 11);
    return read_scope(scope.substr(0, scope.find_first_of(", ")));
  }
  if (header.starts_with("AWS ")) {
    Credentials credentials;
    credentials.access_key = header.substr(4, header.find(':') - 4);
    credentials.service = "s3";
    return credentials;
  }
  const std::string_view query = request.query();
  if (const auto scope = parameter(query, "X-Amz-Credential")) return read_scope(*scope);
  if (auto key = parameter(query, "AWSAccessKeyId"); key && !parameter(query, "Action"))
    return {*std::move(key), {}, "s3"};
  return {};
}

Context read_context(const HttpRequest& request, const Credentials& credentials) {
  Context context;
  context.account = account_of_key(credentials.access_key);
  context.access_key = credentials.access_key;
  if (!credentials.region.empty()) context.region = credentials.region;
  context.trace = request.headers.get("X-Amzn-Trace-Id");
  if (const auto host = request.headers.find("Host")) context.host = *host;
  for (std::string_view prefix : {"sync-", "stream-"})
    if (context.host.starts_with(prefix)) context.host.erase(0, prefix.size());
  return context;
}

bool is_raw(const HttpRequest& head, const Credentials& credentials) {
  if (head.headers.find("X-Amz-Target") || head.headers.find("smithy-protocol")) return false;
  if (head.path().starts_with("/_orrery/")) return false;
  if (!credentials.service.empty()) return credentials.service == "s3" || credentials.service == "s3express";
  if (is_dated(head.path())) return false;
  return !is_form(head) && !says_json(head) && !parameter(head.query(), "Action");
}

Detected detect(std::span<Service* const> services, const HttpRequest& request,
                const Credentials& credentials) {
  Detected detected;
  detected.name = credentials.service;
  if (const auto target = request.headers.find("X-Amz-Target")) {
    const auto dot = target->rfind('.');
    const std::string_view prefix = target->substr(0, dot);
    detected.wire = Wire::json;
    detected.service = with_target(services, prefix);
    if (detected.service) {
      if (dot != std::string_view::npos) detected.operation = as_utf8(std::string(target->substr(dot + 1)));
    } else if (detected.service = named(services, credentials.service); !detected.service) {
      detected.name = as_utf8(std::string(*target));
    }
  } else if (says_json(request)) {
    detected.wire = Wire::json;
    detected.service = named(services, credentials.service);
  } else if (is_raw(request, credentials)) {
    detected.wire = Wire::raw;
    detected.name = "s3";
    detected.service = named(services, "s3");
  } else if (!is_dated(request.path()) && (is_form(request) || parameter(request.query(), "Action"))) {
    // A dated path is REST whatever its type says: curl -d calls everything a form.
    const std::string_view form = is_form(request) ? std::string_view(request.body) : request.query();
    const auto action = parameter(form, "Action");
    detected.wire = Wire::query;
    detected.operation = action.value_or("");
    detected.service = with_query(services, parameter(form, "Version").value_or(""), credentials.service);
  } else {
    detected.wire = Wire::rest;
    for (Service* service : services) {
      if (service->info().wires.routes.empty()) continue;
      if (!credentials.service.empty() && service->info().name != credentials.service) continue;
      detected.service = service;
      if (auto match = match_route(service->info().wires.routes, request.method, request.path())) {
        detected.operation = match->route->operation;
        detected.route = *std::move(match);
        break;
      }
    }
    if (!detected.service) {
      detected.service = named(services, credentials.service);
      if (detected.service) detected.wire = detected.service->info().wires.query ? Wire::query : Wire::json;
    }
  }
  if (detected.service) detected.name = detected.service->info().name;
  return detected;
}

}  // namespace orrery::protocol
