#pragma once
// What the parsers of the three grammars share: reading tokens in order, operands, paths, refusals.
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "services/dynamodb/expression/lexer.h"
#include "services/dynamodb/expression/syntax.h"

namespace orrery::dynamodb {

class TokenReader {
 public:
  // Refuses an empty text, one that is too long, and one with too many operators.
  TokenReader(std::string_view text, std::string_view label);

  const Token& peek(std::size_t ahead = 0) const;
  Token take();
  bool at_symbol(std::string_view symbol) const;
  bool take_symbol(std::string_view symbol);
  void expect_symbol(std::string_view symbol);
  bool at_word(std::string_view word) const;
  bool take_word(std::string_view word);
  bool at_end() const { return peek().kind == Token::Kind::end; }
  void expect_end();

  // A document path. `is_keyword` says which names the grammar keeps for itself.
  Path path(bool (*is_keyword)(std::string_view));

  // A value, a call or a path. `argument` reads each operand of a call.
  Operand simple_operand(bool (*is_keyword)(std::string_view), const std::function<Operand()>& argument);

  // Refuses at the next token.
  [[noreturn]] void refuse() const;
  [[noreturn]] void refuse(const std::string& what) const;  // "Invalid <label>: <what>"

  // Into a parenthesis. Each has an operator of its own, or it is one too many.
  void enter();
  void leave() { --depth_; }

 private:
  std::string member_name(bool (*is_keyword)(std::string_view));
  std::uint32_t index();

  std::string_view text_;
  std::string label_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace orrery::dynamodb
