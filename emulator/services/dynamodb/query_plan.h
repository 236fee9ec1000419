#pragma once
// What a Query or Scan reads: from a table or an index, between which keys, and what it answers of it.
#include <optional>
#include <string>
#include <string_view>

#include "core/service.h"
#include "core/store.h"
#include "services/dynamodb/capacity.h"
#include "services/dynamodb/expression/compile.h"

namespace orrery::dynamodb {

class Dynamodb;

// The keys that a query asks for: one partition, and a range of its sort keys.
struct KeyRange {
  std::string hash;  // encoded values
  std::vector<std::string> more_hashes;
  std::vector<std::string> first;  // what RANGE attributes before the sort's equal
  struct Sort {
    std::string attribute;
    std::string comparison;  // EQ LT LE GT GE BETWEEN BEGINS_WITH
    std::string low, high;
  };
  std::optional<Sort> sort;
};

struct ReadPlan {
  Table* table = nullptr;
  const Index* index = nullptr;
  std::string lower, upper;  // keys of the store, [lower, upper)
  Direction direction = Direction::forward;
  std::optional<std::size_t> limit;
  std::optional<Condition> filter;
  std::optional<Projection> projection;
  bool count_only = false;
  // Of PartiQL: each path of the projection answers under its last name, and the filter sees what the index
  // has.
  bool of_statement = false;
  bool fetches = false;  // a local index that lacks wanted attributes: each item is read from the table
  Consistency consistency = Consistency::eventual;

  const KeySchema& keys() const { return index ? index->keys : table->keys; }
  std::string prefix() const;
};

// Bounds for the partition and its sort keys.
void set_bounds(ReadPlan& plan, const KeyRange& range);
// The key of the store of the item with these key attributes.
std::string store_key(const ReadPlan& plan, std::string_view key_attributes);
// Continues after the item with these key attributes.
void continue_after(ReadPlan& plan, std::string_view start_key);

// One page as it is read: it ends at the limit, at 1 MB, or where nothing follows.
struct Page {
  json::array items;
  std::size_t count = 0, scanned = 0, bytes = 0;
  double fetched_units = 0;
  std::optional<std::string> last_key;  // where more may follow
};
// Reads what is between the plan's bounds into the page.
void read_range(Dynamodb& dynamodb, const ReadPlan& plan, Page& page);
json::object show_page(const ReadPlan& plan, Page page, const json::object& request);

// Reads one page of at most 1 MB and answers Items, Count, ScannedCount, LastEvaluatedKey, ConsumedCapacity.
json::object read_page(Dynamodb& dynamodb, const ReadPlan& plan, const json::object& request);

// Finds the index and what of it is read. `operation` is "Query" or "Scan".
void choose_source(Dynamodb& dynamodb, ReadPlan& plan, const Input& input, std::string_view operation);
// Throws where it is a vector index, which only SearchVectors reads.
void check_read_by(const Index& index, std::string_view operation);
// Refuses combinations of Select with projections. `operation_words` is "Querying" or "Scanning".
void check_select(const json::object& request);
// Whether the index has the attribute.
bool projects(const Table& table, const Index& index, std::string_view attribute);
// Select, projection and filter against the index.
void choose_attributes(ReadPlan& plan, const json::object& request);
std::optional<std::size_t> read_limit(const json::object& request);

}  // namespace orrery::dynamodb
