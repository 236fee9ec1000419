#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object get_layer_version(Lambda& lambda, const Input& input) {
  return shown_with_content(existing_layer_version(lambda.layers, input, NotFound::plain),
                            lambda.core.endpoint);
}

}  // namespace orrery::lambda
