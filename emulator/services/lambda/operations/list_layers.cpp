#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

// Each layer with the newest of its versions that is compatible with what was asked for.
json::object list_layers(Lambda& lambda, const Input& input) {
  if (input.maybe_text("Find") == "LayerVersion") return get_layer_version_by_arn(lambda, input);
  check_compatibility(input);
  const auto most = static_cast<std::size_t>(input.maybe_number("MaxItems", 1, 50).value_or(50));
  const auto marker = input.maybe_text("Marker");
  json::array found;
  json::object result;
  for (const LayerName& layer : lambda.layers.list(input.context)) {
    if (marker && layer.name < *marker) continue;
    for (LayerVersion& version : lambda.layers.versions(layer)) {
      if (!is_compatible(version, input)) continue;
      if (found.size() == most) {
        result["NextMarker"] = layer.name;
        break;
      }
      found.push_back(json::object{{"LayerName", layer.name},
                                   {"LayerArn", layer.arn()},
                                   {"LatestMatchingVersion", listed(std::move(version))}});
      break;
    }
    if (result.contains("NextMarker")) break;
  }
  result["Layers"] = std::move(found);
  return result;
}

}  // namespace orrery::lambda
