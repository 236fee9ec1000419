#include "services/lambda/operations/operations.h"
#include "services/lambda/tags.h"

namespace orrery::lambda {

json::object list_tags(Lambda& lambda, const Input& input) { return {{"Tags", tags_of(lambda, input)}}; }

}  // namespace orrery::lambda
