#include "services/dynamodb/transact_write.h"

#include <algorithm>
#include <set>

#include "services/dynamodb/dynamodb.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/item_store.h"
#include "services/dynamodb/keys.h"
#include "services/dynamodb/transaction.h"
#include "services/dynamodb/update_charge.h"
#include "services/dynamodb/update_rules.h"

namespace orrery::dynamodb {
namespace {

// A write that was found good, ready to be done.
struct Prepared {
  Table* table = nullptr;
  std::optional<Found> found;
  std::optional<std::string> new_item;
  bool writes = true;

  std::optional<std::string_view> old_item() const {
    return found ? std::optional(found->item()) : std::nullopt;
  }
};

// What counts is what the request brings, not the items that it changes.
void check_payload(const std::vector<TransactWrite>& writes) {
  constexpr std::size_t most = 4 * 1024 * 1024;
  std::size_t bytes = 0;
  for (const TransactWrite& write : writes) {
    bytes += item_size(write.item);
    if (write.kind == TransactWrite::Kind::update) bytes += update_charge(write.update);
  }
  // AWS says it twice.
  const std::string said = "Transaction payload size cannot exceed 4MB. Payload Size: ";
  if (bytes > most) throw validation(said + ": " + said + std::to_string(bytes));
}

// Keys with empty values refuse the whole request; other faults of an item are reasons to cancel.
void check_keys(const Table& table, const TransactWrite& write) {
  if (write.kind == TransactWrite::Kind::put) {
    check_item_keys(table, write.item);
    check_index_keys(table, write.item);
  } else {
    check_key(table, write.item);
    if (write.kind == TransactWrite::Kind::update) check_update(table, write.update);
  }
}

bool refuses_all(const AwsError& error) {
  return error.message.starts_with("One or more parameter values are not valid");
}

Prepared prepare(Dynamodb& dynamodb, Table& table, const TransactWrite& write) {
  Prepared prepared;
  prepared.table = &table;
  prepared.writes = write.kind != TransactWrite::Kind::check;
  prepared.found = find_item(dynamodb, table, write.item);
  write.condition.check(prepared.old_item());
  if (write.kind == TransactWrite::Kind::put) prepared.new_item = write.item;
  if (write.kind == TransactWrite::Kind::update) {
    prepared.new_item = updated_item(table, write.update, write.item, prepared.old_item());
  }
  return prepared;
}

void add_reason(CancellationReasons& reasons, std::size_t at, const AwsError& error) {
  if (refuses_all(error)) throw error;
  const bool condition = error.code == "ConditionalCheckFailedException";
  reasons.add(at, condition ? "ConditionalCheckFailed" : "ValidationError", error.message, error.extra);
}

Consumed& consumed_of(std::vector<Consumed>& all, const Table& table) {
  for (Consumed& consumed : all) {
    if (consumed.table == table.name) return consumed;
  }
  all.push_back(Consumed{.table = table.name, .indexes = {}});
  return all.back();
}

std::vector<Table*> find_tables(Dynamodb& dynamodb, const Context& context,
                                const std::vector<TransactWrite>& writes) {
  std::vector<Table*> tables;
  for (const TransactWrite& write : writes) tables.push_back(&dynamodb.tables.get(context, write.table));
  return tables;
}

void check_keys_of_all(const std::vector<Table*>& tables, const std::vector<TransactWrite>& writes) {
  CancellationReasons reasons(writes.size());
  std::set<std::string> seen;
  bool repeated = false, refused = false;  // AWS tells of the first key only
  for (std::size_t i = 0; i < writes.size(); ++i) {
    try {
      check_keys(*tables[i], writes[i]);
      repeated = !seen.insert(item_key(*tables[i], writes[i].item)).second || repeated;
    } catch (const AwsError& error) {
      if (!refused) add_reason(reasons, i, error);
      refused = true;
    }
  }
  if (repeated) throw validation("Transaction request cannot include multiple operations on one item");
  reasons.check();
}

}  // namespace

std::vector<Consumed> run_transaction(Dynamodb& dynamodb, const Context& context,
                                      const std::vector<TransactWrite>& writes) {
  const std::vector<Table*> tables = find_tables(dynamodb, context, writes);
  check_keys_of_all(tables, writes);
  check_payload(writes);
  check_conflict_fault(dynamodb, writes.size());
  CancellationReasons reasons(writes.size());
  std::vector<Prepared> all;
  for (std::size_t i = 0; i < writes.size(); ++i) {
    try {
      all.push_back(prepare(dynamodb, *tables[i], writes[i]));
    } catch (const AwsError& error) {
      add_reason(reasons, i, error);
    }
  }
  reasons.check();
  constexpr double transactional = 2;
  std::vector<Consumed> consumed;
  for (const Prepared& one : all) {
    Consumed& of_table = consumed_of(consumed, *one.table);
    if (!one.writes) {
      WriteCost cost;
      cost.table = write_units(one.found ? one.found->size : 0);
      of_table.add_write(*one.table, cost, transactional);
      continue;
    }
    const auto new_item = one.new_item ? std::optional<std::string_view>(*one.new_item) : std::nullopt;
    of_table.add_write(*one.table, write_item(dynamodb, *one.table, one.old_item(), new_item), transactional);
  }
  return consumed;
}

std::vector<Consumed> read_again(Dynamodb& dynamodb, const Context& context,
                                 const std::vector<TransactWrite>& writes) {
  std::vector<Consumed> all;
  for (const TransactWrite& write : writes) {
    const Table& table = dynamodb.tables.get(context, write.table);
    auto known =
        std::find_if(all.begin(), all.end(), [&](const Consumed& one) { return one.table == table.name; });
    if (known == all.end()) known = all.insert(all.end(), Consumed{.table = table.name, .indexes = {}});
    const auto found = find_item(dynamodb, table, write.item);
    known->add_read(read_units(found ? found->size : 0, Consistency::transactional));
  }
  return all;
}

}  // namespace orrery::dynamodb
