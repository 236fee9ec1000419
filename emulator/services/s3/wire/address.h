#pragma once
// Which bucket and key a request is about: path style and virtual-host style.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/context.h"
#include "core/http.h"

namespace orrery::s3 {

struct Address {
  std::string bucket, key;  // decoded; empty where the request names none
  bool in_host = false;     // the bucket came from the host
  bool website = false;     // the host is that of a bucket's website
};

// `path` is raw: only percent escapes are decoded, nothing is normalised.
Address address_of(std::string_view host, std::string_view path);

// By the request's own Host: the context's has lost prefixes that other services' clients put before it.
Address address_of(const HttpRequest& request, const Context& context);

// The parameters of a query, in order.
using Query = std::vector<std::pair<std::string, std::string>>;

}  // namespace orrery::s3
