#include "services/dynamodb/partiql/words.h"

#include "services/dynamodb/errors.h"

namespace orrery::dynamodb::partiql {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' || (c & 0x80);
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }

class WordReader {
 public:
  explicit WordReader(std::string_view text) : text_(text) {}

  std::vector<Word> all() {
    std::vector<Word> words;
    while (true) {
      skip_space();
      if (at_ >= text_.size()) break;
      words.push_back(next());
    }
    words.push_back({Word::Kind::end, "", text_.size()});
    return words;
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  void skip_space() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos)
      ++at_;
    if (peek() == '-' && peek(1) == '-') {
      while (at_ < text_.size() && text_[at_] != '\n') ++at_;
      if (at_ < text_.size()) skip_space();
    }
  }

  Word next() {
    const std::size_t start = at_;
    const char c = peek();
    if (c == '\'' || c == '"') return quoted(c);
    if (is_letter(c)) {
      while (is_letter(peek()) || is_digit(peek())) ++at_;
      return {Word::Kind::name, std::string(text_.substr(start, at_ - start)), start};
    }
    if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number();
    for (const std::string_view two : {"<<", ">>", "<>", "<=", ">=", "!="}) {
      if (text_.substr(at_, 2) != two) continue;
      at_ += 2;
      return {Word::Kind::symbol, std::string(two), start};
    }
    if (std::string_view("=<>()[]{},.*?+-:;").find(c) == std::string_view::npos) {
      refuse_statement("Lexer error: at line 1, column " + std::to_string(start + 1) + ": invalid character");
    }
    ++at_;
    return {Word::Kind::symbol, std::string(1, c), start};
  }

  // A quote is written twice inside.
  Word quoted(char quote) {
    const std::size_t start = at_++;
    std::string text;
    while (true) {
      if (at_ >= text_.size()) refuse_statement("Unclosed quote at column " + std::to_string(start + 1));
      if (peek() == quote) {
        ++at_;
        if (peek() != quote) break;
      }
      text += text_[at_++];
    }
    return {quote == '\'' ? Word::Kind::text : Word::Kind::quoted_name, std::move(text), start};
  }

  Word number() {
    const std::size_t start = at_;
    while (is_digit(peek()) || peek() == '.') ++at_;
    if (peek() == 'e' || peek() == 'E') {
      ++at_;
      if (peek() == '+' || peek() == '-') ++at_;
      while (is_digit(peek())) ++at_;
    }
    return {Word::Kind::number, std::string(text_.substr(start, at_ - start)), start};
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<Word> read_words(std::string_view statement) { return WordReader(statement).all(); }

void refuse_statement(const std::string& why) {
  throw validation("Statement wasn't well formed, can't be processed: " + why);
}

}  // namespace orrery::dynamodb::partiql
