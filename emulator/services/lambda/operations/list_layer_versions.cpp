#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object list_layer_versions(Lambda& lambda, const Input& input) {
  check_compatibility(input);
  const auto most = static_cast<std::size_t>(input.maybe_number("MaxItems", 1, 50).value_or(50));
  const auto marker = input.maybe_text("Marker");
  json::array found;
  json::object result;
  bool begun = !marker;
  for (LayerVersion& version : lambda.layers.versions(named_layer(input))) {
    begun = begun || std::to_string(version.number) == *marker;
    if (!begun || !is_compatible(version, input)) continue;
    if (found.size() == most) {
      result["NextMarker"] = std::to_string(version.number);
      break;
    }
    found.push_back(listed(std::move(version)));
  }
  result["LayerVersions"] = std::move(found);
  return result;
}

}  // namespace orrery::lambda
