#include "http/guard.h"

#include <algorithm>

namespace orrery {
namespace {

std::string_view without_port(std::string_view host) {
  if (host.starts_with('[')) return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.rfind(':'));
}

bool is_address(std::string_view name) {
  return name.starts_with('[') || std::all_of(name.begin(), name.end(), [](char letter) {
           return (letter >= '0' && letter <= '9') || letter == '.';
         });
}

bool ends_with_address(std::string_view name) {
  // bucket.127.0.0.1: the last label of a DNS name is never a number.
  const auto dot = name.rfind('.');
  return dot != std::string_view::npos && is_address(name.substr(dot + 1));
}

// Names that only ever mean this machine, or that clients keep from AWS on their way here.
bool is_local_name(std::string_view name) {
  if (name.find('.') == std::string_view::npos) return true;
  for (std::string_view suffix : {".localhost", ".amazonaws.com", ".localhost.localstack.cloud", ".internal"})
    if (name.ends_with(suffix)) return true;
  return name == "localhost.localstack.cloud";
}

}  // namespace

std::optional<std::string> Guard::refusal(const HttpRequest& request, bool is_raw) const {
  const auto host_known = [&](std::string_view authority) {
    const std::string_view name = without_port(authority);
    return name.empty() || is_address(name) || ends_with_address(name) || is_local_name(name) ||
           std::any_of(allowed_hosts.begin(), allowed_hosts.end(), [&](const std::string& allowed) {
             return same_name(name, allowed) ||
                    (name.size() > allowed.size() && name.ends_with('.' + allowed));
           });
  };
  const std::string_view host = request.headers.get("Host");
  if (!host_known(host))
    return "the Host '" + std::string(host) + "' is not this machine's; start with --allow-host to accept it";

  if (is_raw && request.method != "POST") return std::nullopt;
  if (std::find(allowed_origins.begin(), allowed_origins.end(), "*") != allowed_origins.end())
    return std::nullopt;
  if (const auto origin = request.headers.find("Origin")) {
    const auto scheme = origin->find("://");
    const std::string_view authority =
        scheme == std::string_view::npos ? *origin : origin->substr(scheme + 3);
    const std::string_view name = without_port(authority);
    const bool local = name == "localhost" || name == "127.0.0.1" || name == "[::1]" || authority == host;
    if (!local && std::find(allowed_origins.begin(), allowed_origins.end(), *origin) == allowed_origins.end())
      return "the page at '" + std::string(*origin) +
             "' may not call orrery; start with --allow-origin to let it";
  } else if (request.headers.get("Sec-Fetch-Site") == "cross-site" &&
             request.headers.get("Sec-Fetch-Mode") != "navigate") {
    return "another site's page may not call orrery";
  }
  return std::nullopt;
}

}  // namespace orrery
