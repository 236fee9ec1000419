#pragma once
// New indexes of large tables are filled part by part, between other turns.
//
//   "dynamodb" "" "" "filling" account region name -> "": a table with an index that is being filled
//
// The fill walks the items in the order of their keys. A write to an item that it has passed goes into the
// index; one to an item that is still before it does not, for the fill will find what was written.
#include "core/core.h"
#include "services/dynamodb/table.h"

namespace orrery::dynamodb {

class Dynamodb;

class IndexFill {
 public:
  explicit IndexFill(Dynamodb& dynamodb) : dynamodb_(dynamodb) {}

  // Fills `index` at once where the table is small, else marks it as filling and begins.
  void begin(Table& table, Index& index);
  // Goes on with what was under way.
  void resume();

  static constexpr int items_per_turn = 500;

 private:
  void next();
  void step();
  // Whether the table has more to fill.
  bool fill_part(Table& table);

  Dynamodb& dynamodb_;
  bool posted_ = false;
};

}  // namespace orrery::dynamodb
