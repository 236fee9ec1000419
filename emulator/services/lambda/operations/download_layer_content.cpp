#include <fstream>
#include <iterator>

#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"
#include "services/lambda/refusals.h"

namespace orrery::lambda {

// Not an operation of AWS's: what a layer version's Content.Location, a link to S3 there, leads to here.
json::object download_layer_content(Lambda& lambda, const Input& input) {
  LayerName layer = named_layer(input);
  if (const auto account = input.maybe_text("Account")) layer.account = *account;
  if (const auto region = input.maybe_text("Region")) layer.region = *region;
  const auto version = lambda.layers.find(layer, version_number(input));
  if (!version) throw not_found("The resource you requested does not exist.");
  std::ifstream file(lambda.code.package_of(version->code), std::ios::binary);
  if (!file) throw not_found("The layer has no package");
  return {{"Body", std::string(std::istreambuf_iterator<char>(file), {})}};
}

}  // namespace orrery::lambda
