#pragma once
// The words of an expression.
#include <memory>
#include <string>
#include <string_view>

#include "services/states/regex/regex.h"

namespace orrery::states::jsonata {

struct Token {
  enum class Kind { end, mark, name, quoted, variable, text, number, pattern };
  Kind kind = Kind::end;
  std::string text;
  double number = 0;
  std::shared_ptr<const Regex> pattern;
};

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}
  // `prefix`: an operand is expected, so that '/' begins a regular expression. Throws Error.
  Token next(bool prefix);
  // The signature whose '<' was the last token, up to its '>'.
  std::string_view signature();

 private:
  void skip();
  Token pattern();
  Token text(char quote);
  Token number();
  Token word();

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace orrery::states::jsonata
