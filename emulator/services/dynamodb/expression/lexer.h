#pragma once
// Words of an expression, with their places, so that a refusal can show what it is near to.
#include <string_view>
#include <vector>

namespace orrery::dynamodb {

struct Token {
  enum class Kind {
    name,     // letter, then letters, digits, _
    alias,    // #name
    value,    // :name
    number,   // digits
    symbol,   // = <> < <= > >= ( ) [ ] , . + -
    unknown,  // a character that no expression has
    end,
  };
  Kind kind;
  std::string_view text;
  std::size_t start;
};

// The last token is the end.
std::vector<Token> read_tokens(std::string_view text);

bool same_word(std::string_view text, std::string_view word);  // without case

}  // namespace orrery::dynamodb
