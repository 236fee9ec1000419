#pragma once
// The actions of TransactWriteItems and of write sets in PartiQL: all are checked, then all are done.
#include <memory>
#include <string>
#include <vector>

#include "core/context.h"
#include "services/dynamodb/capacity.h"
#include "services/dynamodb/request.h"

namespace orrery::dynamodb {

class Dynamodb;

struct TransactWrite {
  enum class Kind { put, update, remove, check };
  Kind kind = Kind::put;
  std::string table;  // name or ARN
  std::string item;   // or the key
  Update update;
  WriteCondition condition;
};

// Does them all, or throws TransactionCanceledException and does none. Returns what each table consumed, in
// the order of first use.
std::vector<Consumed> run_transaction(Dynamodb& dynamodb, const Context& context,
                                      const std::vector<TransactWrite>& writes);
// A retry of what was done before reads what it would have written. Returns what that consumed.
std::vector<Consumed> read_again(Dynamodb& dynamodb, const Context& context,
                                 const std::vector<TransactWrite>& writes);

}  // namespace orrery::dynamodb
