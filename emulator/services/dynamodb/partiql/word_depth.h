#pragma once
#include "services/dynamodb/partiql/word_cursor.h"

namespace orrery::dynamodb::partiql {

// Statements nest as deep as documents may, not as deep as the stack.
class WordCursor::Depth {
 public:
  explicit Depth(WordCursor& cursor) : cursor_(cursor) {
    constexpr int most = 100;
    if (++cursor_.depth_ > most) refuse_statement("The statement is nested too deeply");
  }
  ~Depth() { --cursor_.depth_; }
  Depth(const Depth&) = delete;
  Depth& operator=(const Depth&) = delete;

 private:
  WordCursor& cursor_;
};

}  // namespace orrery::dynamodb::partiql
