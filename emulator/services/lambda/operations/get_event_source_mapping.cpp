#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object get_event_source_mapping(Lambda& lambda, const Input& input) { return lambda.mapping(input); }

}  // namespace orrery::lambda
