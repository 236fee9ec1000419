#pragma once
// Who is asked for what, and on which wire: from X-Amz-Target, the credential scope, Action, or the path.
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/context.h"
#include "core/http.h"
#include "core/service.h"

namespace orrery::protocol {

enum class Wire { json, query, rest, raw };

struct Detected {
  Wire wire = Wire::raw;
  Service* service = nullptr;  // nullptr: nobody here answers for it
  std::string name;            // the service's name, or what there was of it
  std::string operation;       // empty on the raw wire, and where none was named
  RouteMatch route;            // on the REST wire
};

// What a request says about its sender, from the Authorization header or a presigned query.
struct Credentials {
  std::string access_key;
  std::string region;
  std::string service;  // of the credential scope
};

Credentials read_credentials(const HttpRequest& request);
// Fills account, region, trace and host.
Context read_context(const HttpRequest& request, const Credentials& credentials);

// True where the head alone shows that nobody but the raw service can be meant, so that it may take the body.
bool is_raw(const HttpRequest& head, const Credentials& credentials);
// Needs the body, because the Query protocol says there what it wants.
Detected detect(std::span<Service* const> services, const HttpRequest& request,
                const Credentials& credentials);

}  // namespace orrery::protocol
