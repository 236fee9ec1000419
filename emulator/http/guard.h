#pragma once
// Who may knock. Anyone who reaches the port can run code, so pages in a browser must not: requests with a
// foreign Host (DNS rebinding) or from another site's page (CSRF) are refused.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/http.h"

namespace orrery {

struct Guard {
  std::vector<std::string> allowed_hosts;    // beside addresses, names without a dot, and the AWS spellings
  std::vector<std::string> allowed_origins;  // beside pages served from this machine; "*" allows all

  // Why the request is refused, or std::nullopt. `is_raw`: S3 answers preflights itself, and a page can read
  // nothing there that its bucket's CORS rules do not allow, so only form uploads are refused by Origin.
  std::optional<std::string> refusal(const HttpRequest& request, bool is_raw) const;
};

}  // namespace orrery
