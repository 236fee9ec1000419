#include <charconv>

#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"
#include "services/lambda/refusals.h"

namespace orrery::lambda {

json::object get_layer_version_by_arn(Lambda& lambda, const Input& input) {
  const std::string_view arn = input.text("Arn");
  const LayerName layer = parse_layer_name(arn, input.context);
  if (layer.version.empty())
    throw validation(
        "1 validation error detected: Value '" + std::string(arn) +
        "' at 'arn' failed to satisfy constraint: Member must satisfy regular expression pattern: " +
        std::string(layer_version_pattern));
  std::uint64_t number = 0;
  std::from_chars(layer.version.data(), layer.version.data() + layer.version.size(), number);
  const auto version = lambda.layers.find(layer, number);
  if (!version) throw not_found("The resource you requested does not exist.");
  return shown_with_content(*version, lambda.core.endpoint);
}

}  // namespace orrery::lambda
