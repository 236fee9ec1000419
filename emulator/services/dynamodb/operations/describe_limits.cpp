#include "services/dynamodb/dynamodb.h"
#include "services/dynamodb/operations/operations.h"

namespace orrery::dynamodb {

json::object describe_limits(Dynamodb&, const Input&) {
  return {{"AccountMaxReadCapacityUnits", 80000},
          {"AccountMaxWriteCapacityUnits", 80000},
          {"TableMaxReadCapacityUnits", 40000},
          {"TableMaxWriteCapacityUnits", 40000}};
}

}  // namespace orrery::dynamodb
