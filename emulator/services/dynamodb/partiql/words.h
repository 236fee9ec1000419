#pragma once
// The words of a PartiQL statement.
#include <string>
#include <string_view>
#include <vector>

namespace orrery::dynamodb::partiql {

struct Word {
  enum class Kind { name, quoted_name, text, number, symbol, end };
  Kind kind;
  std::string text;  // without quotes
  std::size_t line, column, length;

  std::string position() const;  // "1:34:6", as refusals name it
};

// Throws ValidationException where a quote or comment is not closed or a character has no meaning.
std::vector<Word> read_words(std::string_view statement);

[[noreturn]] void refuse_statement(const std::string& why);

}  // namespace orrery::dynamodb::partiql
