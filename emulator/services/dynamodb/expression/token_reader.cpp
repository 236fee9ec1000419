#include "services/dynamodb/expression/token_reader.h"

#include "services/dynamodb/errors.h"

namespace orrery::dynamodb {
namespace {
constexpr std::size_t max_expression_size = 4096;
constexpr int max_operators = 300;

// Operators and functions, as the limit on them counts.
bool is_operator(const Token& token, const Token& next) {
  if (token.kind == Token::Kind::name) {
    for (const std::string_view word : {"AND", "OR", "NOT", "BETWEEN", "IN"}) {
      if (same_word(token.text, word)) return true;
    }
    return next.text == "(";
  }
  return token.kind == Token::Kind::symbol &&
         std::string_view("=<>+-").find(token.text[0]) != std::string_view::npos;
}
}  // namespace

std::string print_path(const Path& path) {
  std::string text = "[";
  for (const Step& step : path) {
    if (text.size() > 1) text += ", ";
    text += step.is_index ? "[" + std::to_string(step.index) + "]" : step.name;
  }
  return text + "]";
}

TokenReader::TokenReader(std::string_view text, std::string_view label) : text_(text), label_(label) {
  if (text.empty()) refuse("The expression can not be empty;");
  if (text.size() > max_expression_size) {
    // Only of conditions and filters it says how large.
    const bool sized = label == "ConditionExpression" || label == "FilterExpression";
    refuse("Expression size has exceeded the maximum allowed size;" +
           (sized ? " expression size: " + std::to_string(text.size()) : ""));
  }
  tokens_ = read_tokens(text);
  if (tokens_.size() == 1) refuse("The expression can not be empty;");
  int operators = 0;
  for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) operators += is_operator(tokens_[i], tokens_[i + 1]);
  if (operators > max_operators) {
    // It counts no further.
    refuse("The expression contains too many operators; operator count: " +
           std::to_string(max_operators + 1));
  }
}

const Token& TokenReader::peek(std::size_t ahead) const {
  return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
}

Token TokenReader::take() {
  const Token token = peek();
  if (at_ + 1 < tokens_.size()) ++at_;
  return token;
}

bool TokenReader::at_symbol(std::string_view symbol) const {
  return peek().kind == Token::Kind::symbol && peek().text == symbol;
}

bool TokenReader::take_symbol(std::string_view symbol) {
  if (!at_symbol(symbol)) return false;
  take();
  return true;
}

void TokenReader::expect_symbol(std::string_view symbol) {
  if (!take_symbol(symbol)) refuse();
}

bool TokenReader::at_word(std::string_view word) const {
  return peek().kind == Token::Kind::name && same_word(peek().text, word);
}

bool TokenReader::take_word(std::string_view word) {
  if (!at_word(word)) return false;
  take();
  return true;
}

void TokenReader::expect_end() {
  if (!at_end()) refuse();
}

std::string TokenReader::member_name(bool (*is_keyword)(std::string_view)) {
  const Token& token = peek();
  const bool name = token.kind == Token::Kind::name && !is_keyword(token.text);
  if (!name && token.kind != Token::Kind::alias) refuse();
  return std::string(take().text);
}

std::uint32_t TokenReader::index() {
  if (peek().kind != Token::Kind::number) refuse();
  std::uint64_t index = 0;
  for (const char c : take().text) index = std::min<std::uint64_t>(index * 10 + (c - '0'), 0xffffffff);
  expect_symbol("]");
  return static_cast<std::uint32_t>(index);
}

Path TokenReader::path(bool (*is_keyword)(std::string_view)) {
  constexpr std::size_t max_steps = 32;
  Path path{Step::member(member_name(is_keyword))};
  while (true) {
    if (take_symbol(".")) {
      path.push_back(Step::member(member_name(is_keyword)));
    } else if (take_symbol("[")) {
      path.push_back(Step::element(index()));
    } else {
      break;
    }
  }
  if (path.size() > max_steps) {
    refuse("The document path has too many nesting elements; nesting levels: " + std::to_string(path.size()));
  }
  return path;
}

Operand TokenReader::simple_operand(bool (*is_keyword)(std::string_view),
                                    const std::function<Operand()>& argument) {
  const Token& token = peek();
  Operand operand;
  if (token.kind == Token::Kind::value) {
    operand.kind = Operand::Kind::value;
    operand.name = take().text;
  } else if (token.kind == Token::Kind::name && !is_keyword(token.text) && peek(1).text == "(") {
    operand.kind = Operand::Kind::function;
    operand.name = take().text;
    take();
    do operand.arguments.push_back(argument());
    while (take_symbol(","));
    expect_symbol(")");
  } else {
    operand.path = path(is_keyword);
  }
  return operand;
}

void TokenReader::refuse() const {
  const Token& token = peek();
  const std::size_t from = at_ > 0 ? tokens_[at_ - 1].start : token.start;
  const Token& last = at_ + 2 < tokens_.size() ? tokens_[at_ + 1] : token;
  const std::size_t to = last.kind == Token::Kind::end ? text_.size() : last.start + last.text.size();
  std::string_view near = text_.substr(from, to - from);
  while (!near.empty() && (near.back() == ' ' || near.back() == '\n' || near.back() == '\t'))
    near.remove_suffix(1);
  refuse("Syntax error; token: \"" + std::string(token.text) + "\", near: \"" + std::string(near) + "\"");
}

void TokenReader::refuse(const std::string& what) const {
  throw validation("Invalid " + label_ + ": " + what);
}

void TokenReader::enter() {
  if (++depth_ > max_operators) refuse("The expression has redundant parentheses;");
}

}  // namespace orrery::dynamodb
