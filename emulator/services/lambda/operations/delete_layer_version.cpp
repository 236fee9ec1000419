#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object delete_layer_version(Lambda& lambda, const Input& input) {
  lambda.layers.erase(named_layer(input), version_number(input));
  return {};
}

}  // namespace orrery::lambda
