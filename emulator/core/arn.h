#pragma once
// arn:partition:service:region:account:resource
#include <optional>
#include <string>
#include <string_view>

#include "core/context.h"

namespace orrery {

struct Arn {
  std::string partition = "aws", service, region, account, resource;
  std::string text() const;
};

std::optional<Arn> parse_arn(std::string_view text);
// arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE with the caller's region and account.
std::string make_arn(const Context& context, std::string_view service, std::string_view resource);

}  // namespace orrery
