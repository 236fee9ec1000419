#pragma once
// Reads words in order; values, paths and conditions, which several statements have.
#include "services/dynamodb/partiql/statement.h"
#include "services/dynamodb/partiql/words.h"

namespace orrery::dynamodb::partiql {

bool same_word(std::string_view a, std::string_view b);  // without case

class WordCursor {
 public:
  // The parameters are read before the statement is.
  WordCursor(std::string_view text, const json::array* parameters);

  const Word& peek(std::size_t ahead = 0) const;
  Word take();
  bool at(std::string_view word) const;  // a keyword or symbol, without case
  bool at_call(std::string_view function) const;
  bool take(std::string_view word);
  void expect(std::string_view word);
  // The end, and that every parameter was used.
  void finish();
  [[noreturn]] void refuse() const;

  std::string name();  // bare or in double quotes
  Path path();
  std::string value(const std::string& where = "root");  // a literal or parameter, encoded
  bool at_value() const;
  Operand operand();
  Condition condition();
  // After IS: a type's name. "" for MISSING.
  std::string type_name();
  // Throws ValidationException where an operator follows that a "Condition" or "Update" expression lacks.
  void check_operator(const char* of) const;

 private:
  static constexpr int deepest = 31;
  class Depth;
  Condition conjunction();
  Condition negation();
  Condition comparison();
  Condition after_operand(Operand left);
  Condition is_test(Operand left);
  Condition in_list(Operand left);
  Condition call();
  [[noreturn]] void refuse_list();
  bool at_end_of_condition() const;
  bool at_condition() const;  // a call or parentheses
  Condition primary();
  Condition compared(Condition inner);
  void check_right_side() const;
  std::uint32_t list_index();
  std::string number(const std::string& where);
  std::string collection(const std::string& where);
  static std::string set(const std::vector<std::string>& values, const std::string& written,
                         const std::string& where);
  std::string map(const std::string& where);
  std::string parameter();

  std::vector<Word> words_;
  std::vector<std::string> parameters_;
  std::size_t at_ = 0;
  std::size_t used_ = 0;
  int depth_ = 0;
  int nested_ = 0;  // how many lists, bags and maps the value being read is in
};

}  // namespace orrery::dynamodb::partiql
