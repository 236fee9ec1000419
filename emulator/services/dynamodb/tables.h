#pragma once
// The tables there are, by account, region and name; read from the store once, then kept.
//
//   "dynamodb" account region "table" name              -> the table's row, JSON
//   "dynamodb" account region "count" incarnation       -> varints: items and bytes of the table, then of
//   each index "dynamodb" "" "" "number"                           -> the last number given, decimal
#include <memory>
#include <string>
#include <unordered_map>

#include "core/context.h"
#include "core/entropy.h"
#include "core/store.h"
#include "services/dynamodb/table.h"

namespace orrery::dynamodb {

class Tables {
 public:
  explicit Tables(Store& store, Clock& clock) : store_(store), clock_(clock) {}

  // The table of that name or ARN; nullptr where there is none. Stays until it is removed.
  Table* find(const Context& context, std::string_view name);
  // The same, and throws where an ARN is of another account or region.
  Table* find_here(const Context& context, std::string_view name);
  // Throws ResourceNotFoundException with the words of operations on items: "Requested resource not found".
  Table& get(const Context& context, std::string_view name);
  // With the words of operations on tables: "... : Table: name not found".
  Table& describe(const Context& context, std::string_view name);

  Table& add(Table table);
  void save(const Table& table);         // its row
  void save_counts(const Table& table);  // its row of counts
  void remove(const Table& table);       // its rows, not its items

  std::vector<std::string> names(const Context& context);
  // Every table of every account. What `visit` is given may be changed and saved, not removed.
  void for_each(const std::function<void(Table&)>& visit);

  // A number never given before: incarnations, ids of indexes, sequence numbers.
  std::uint64_t next_number();

 private:
  std::string row_key(std::string_view account, std::string_view region, std::string_view name) const;
  Table* load(const std::string& cache_key, const std::string& row);

  Store& store_;
  Clock& clock_;
  std::unordered_map<std::string, std::unique_ptr<Table>> cache_;
};

// "arn:aws:dynamodb:r:a:table/name..." -> "name"; other text as it is.
std::string_view table_name_of(std::string_view name_or_arn);

}  // namespace orrery::dynamodb
