#pragma once
// Refusals that one thread would never make by itself, for tests of how clients cope: set by PutFaults.
#include <cstdint>
#include <map>
#include <string>

namespace orrery::dynamodb {

struct Faults {
  // How many of the next calls of an operation are refused, by operation and error code.
  struct Refusal {
    std::string code;
    std::int64_t times = 0;
  };
  std::map<std::string, Refusal, std::less<>> refusals;
  std::int64_t conflicts = 0;    // next transactions that are cancelled for a TransactionConflict
  std::int64_t unprocessed = 0;  // requests of the next batches that are handed back
};

}  // namespace orrery::dynamodb
