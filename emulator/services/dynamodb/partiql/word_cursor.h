#pragma once
// Reads words in order; values, paths and conditions, which several statements have.
#include "services/dynamodb/partiql/statement.h"
#include "services/dynamodb/partiql/words.h"

namespace orrery::dynamodb::partiql {

class WordCursor {
 public:
  WordCursor(std::string_view text, const json::array* parameters)
      : words_(read_words(text)), parameters_(parameters) {}

  const Word& peek(std::size_t ahead = 0) const;
  Word take();
  bool at(std::string_view word) const;  // a keyword or symbol, without case
  bool take(std::string_view word);
  void expect(std::string_view word);
  // The end, and that every parameter was used.
  void finish();
  [[noreturn]] void refuse() const;

  std::string name();  // bare or in double quotes
  Path path();
  std::string value();  // a literal or parameter, encoded
  bool at_value() const;
  Operand operand();
  Condition condition();

 private:
  class Depth;
  Condition conjunction();
  Condition negation();
  Condition comparison();
  Condition is_test(Operand left);
  Condition in_list(Operand left);
  Condition call();
  std::string collection();
  std::string map();
  std::string parameter();

  std::vector<Word> words_;
  const json::array* parameters_;
  std::size_t at_ = 0;
  std::size_t used_ = 0;
  int depth_ = 0;
};

}  // namespace orrery::dynamodb::partiql
