#pragma once
// What one thread would never refuse by itself, for tests of how clients cope: set by PutFaults. Plain
// refusals are the business of core/faults.h.
#include <cstdint>

namespace orrery::dynamodb {

struct Faults {
  std::int64_t conflicts = 0;    // next transactions that are cancelled for a TransactionConflict
  std::int64_t unprocessed = 0;  // requests of the next batches that are handed back
};

}  // namespace orrery::dynamodb
