#pragma once
// What takes long on a large table is done part by part, between other turns: filling a new index, copying
// the items (copies.h), putting those of a copy into a new table.
//
//   "dynamodb" "" "" "filling" account region name -> "": a table with such work
//
// A fill walks the items in the order of their keys. A write to an item that it has passed goes into the
// index; one to an item that is still before it does not, for the fill will find what was written.
#include "core/core.h"
#include "services/dynamodb/table.h"

namespace orrery::dynamodb {

class Dynamodb;

class TableWork {
 public:
  explicit TableWork(Dynamodb& dynamodb) : dynamodb_(dynamodb) {}

  // Fills `index` at once where the table is small, else marks it as filling and begins.
  void fill(Table& table, Index& index);
  // The parts of a table's copies and of its restoring, which the table has been given, begin.
  void begin(const Table& table);
  // Goes on with what was under way.
  void resume();

  static constexpr int items_per_turn = 500;

 private:
  void next();
  void step();
  // Whether the table had more to do.
  bool fill_part(Table& table);

  Dynamodb& dynamodb_;
  bool posted_ = false;
};

}  // namespace orrery::dynamodb
