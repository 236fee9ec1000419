#pragma once
// What transactions share: why they are cancelled, item by item, and the tokens that make a retry harmless.
//
//   "dynamodb" account region "token" operation token   -> milliseconds, then the digest of the request
//   (texts) "dynamodb" account region "token time" ms operation token -> ""
#include <optional>
#include <string>
#include <vector>

#include "core/context.h"
#include "core/json.h"

namespace orrery::dynamodb {

class Dynamodb;

// One per item of the transaction, in its order.
class CancellationReasons {
 public:
  explicit CancellationReasons(std::size_t count) : reasons_(count) {}
  void add(std::size_t item, std::string code, std::string message, json::object extra = {});
  // Throws TransactionCanceledException if there is any.
  void check() const;

 private:
  struct Reason {
    std::string code, message;
    json::object extra;
  };
  std::vector<std::optional<Reason>> reasons_;
};

// Refuses with a TransactionConflict where that is asked for by a fault.
void check_conflict_fault(Dynamodb& dynamodb, std::size_t count);

// Whether this token has been used for the same request in the last ten minutes. Throws
// IdempotentParameterMismatchException where it was used for another. Remembers it otherwise.
bool seen_before(Dynamodb& dynamodb, const Context& context, std::string_view operation,
                 std::string_view token, const json::value& request);

}  // namespace orrery::dynamodb
