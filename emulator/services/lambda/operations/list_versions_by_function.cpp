
#include "core/number.h"
#include "services/lambda/configuration.h"
#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

// $LATEST first, then the versions in the order they were published. The marker is the next version's number.
json::object list_versions_by_function(Lambda& lambda, const Input& input) {
  const auto function = lambda.function(input);
  const auto most = static_cast<std::size_t>(input.maybe_number("MaxItems", 1, 10000).value_or(50));
  const std::string_view marker = input.maybe_text("Marker").value_or("");
  auto number = read_number<std::uint64_t>(marker).value_or(0);
  json::array versions;
  json::object result;
  for (; number <= function->last_version; ++number) {
    std::optional<json::object> version;
    if (number == 0) {
      version = function->configuration;
      (*version)["FunctionArn"] = function->named("$LATEST").arn();
    } else {
      version = lambda.functions.version(*function, number);
    }
    if (!version) continue;
    if (versions.size() == std::min<std::size_t>(most, 50)) {
      result["NextMarker"] = std::to_string(number);
      break;
    }
    versions.push_back(as_listed(*std::move(version)));
  }
  result["Versions"] = std::move(versions);
  return result;
}

}  // namespace orrery::lambda
