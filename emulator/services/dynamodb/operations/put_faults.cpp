// Ours, not AWS's: {"TransactionConflicts": 1, "UnprocessedItems": 3}. What is left out stays as it is.
#include "services/dynamodb/dynamodb.h"
#include "services/dynamodb/operations/operations.h"

namespace orrery::dynamodb {

json::object put_faults(Dynamodb& dynamodb, const Input& input) {
  dynamodb.faults.conflicts = input.maybe_number("TransactionConflicts").value_or(dynamodb.faults.conflicts);
  dynamodb.faults.unprocessed = input.maybe_number("UnprocessedItems").value_or(dynamodb.faults.unprocessed);
  return {};
}

}  // namespace orrery::dynamodb
