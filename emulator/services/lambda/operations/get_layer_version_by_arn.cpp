
#include "core/number.h"
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
  const auto version = lambda.layers.find(layer, read_number<std::uint64_t>(layer.version).value_or(0));
  if (!version) throw not_found("The resource you requested does not exist.");
  return shown_with_content(*version, lambda.core.endpoint);
}

}  // namespace orrery::lambda
