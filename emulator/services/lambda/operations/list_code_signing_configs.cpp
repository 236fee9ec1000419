#include "services/lambda/code_signing.h"
#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object list_code_signing_configs(Lambda& lambda, const Input& input) {
  const auto most = static_cast<std::size_t>(input.maybe_number("MaxItems", 1, 10000).value_or(100));
  const auto marker = input.maybe_text("Marker");
  json::array found;
  json::object result;
  for (json::object& config : lambda.code_signings.list(input.context)) {
    const std::string id(find_text(config, "CodeSigningConfigId").value_or(""));
    if (marker && id < *marker) continue;
    if (found.size() == most) {
      result["NextMarker"] = id;
      break;
    }
    found.push_back(std::move(config));
  }
  result["CodeSigningConfigs"] = std::move(found);
  return result;
}

}  // namespace orrery::lambda
