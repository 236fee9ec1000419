// Ours, not AWS's: {"Refusals": [{"Operation": "PutItem", "Code": "ThrottlingException", "Times": 2}],
// "TransactionConflicts": 1, "UnprocessedItems": 3}. What is left out stays as it is.
#include "services/dynamodb/dynamodb.h"
#include "services/dynamodb/operations/operations.h"

namespace orrery::dynamodb {

json::object put_faults(Dynamodb& dynamodb, const Input& input) {
  if (const json::array* refusals = input.maybe_list("Refusals")) {
    for (const json::value& refusal : *refusals) {
      const json::object& wanted = refusal.as_object();
      dynamodb.faults.refusals[std::string(find_text(wanted, "Operation").value_or(""))] = {
          std::string(find_text(wanted, "Code").value_or("ProvisionedThroughputExceededException")),
          find_number(wanted, "Times").value_or(1)};
    }
  }
  dynamodb.faults.conflicts = input.maybe_number("TransactionConflicts").value_or(dynamodb.faults.conflicts);
  dynamodb.faults.unprocessed = input.maybe_number("UnprocessedItems").value_or(dynamodb.faults.unprocessed);
  return {};
}

}  // namespace orrery::dynamodb
