#include "services/dynamodb/dynamodb.h"
#include "services/dynamodb/operations/operations.h"

namespace orrery::dynamodb {

json::object describe_endpoints(Dynamodb&, const Input& input) {
  return {{"Endpoints", {{{"Address", input.context.host}, {"CachePeriodInMinutes", 1440}}}}};
}

}  // namespace orrery::dynamodb
