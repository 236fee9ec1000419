#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object list_tags(Lambda& lambda, const Input& input) { return {{"Tags", lambda.tagged(input)->tags}}; }

}  // namespace orrery::lambda
