#pragma once
// Read and write units, and ConsumedCapacity as it is answered.
#include <cstddef>
#include <string>
#include <vector>

#include "core/json.h"
#include "services/dynamodb/item_store.h"
#include "services/dynamodb/table.h"

namespace orrery::dynamodb {

enum class Consistency { eventual, strong, transactional };

// Units of 4 KB, halves for eventual and double for transactional reads; nothing counts as one unit.
double read_units(std::size_t bytes, Consistency consistency);
// Units of 1 KB; nothing counts as one unit.
double write_units(std::size_t bytes);
// What a write to a vector index counts: bytes, at least 1 KB.
double vector_write_bytes(std::size_t bytes);

// What one request consumed of one table.
struct Consumed {
  std::string table;
  double read = 0, write = 0;
  double table_read = 0, table_write = 0;  // without indexes
  struct OfIndex {
    std::string name;
    IndexKind kind;
    double read = 0, write = 0;  // of a vector index: bytes, which are part of no sum
  };
  std::vector<OfIndex> indexes;

  void add_read(double units);
  void add_index_read(const Index& index, double units);
  void add_write(const Table& of, const WriteCost& cost, double factor = 1);
  void add(const Consumed& other);  // of the same table
};

enum class Shown { units, read_and_write };  // transactions show both kinds

// Whether ReturnConsumedCapacity is TOTAL or INDEXES.
bool wants_capacity(const json::object& request);
// Adds ConsumedCapacity where it is wanted: of the one table of a request, or a list of all it has.
void add_capacity(json::object& result, const json::object& request, const Consumed& consumed);
void add_capacities(json::object& result, const json::object& request, const std::vector<Consumed>& consumed,
                    Shown shown = Shown::units);

}  // namespace orrery::dynamodb
