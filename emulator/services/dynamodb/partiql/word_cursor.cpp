#include "services/dynamodb/partiql/word_cursor.h"

#include <algorithm>
#include <map>

#include "services/dynamodb/errors.h"
#include "services/dynamodb/number.h"
#include "services/dynamodb/partiql/keywords.h"
#include "services/dynamodb/partiql/word_depth.h"
#include "services/dynamodb/value.h"

namespace orrery::dynamodb::partiql {

bool same_word(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return (x >= 'a' && x <= 'z' ? x - 32 : x) == (y >= 'a' && y <= 'z' ? y - 32 : y);
         });
}

WordCursor::WordCursor(std::string_view text, const json::array* parameters) {
  if (parameters) {
    for (const json::value& one : *parameters) parameters_.push_back(encode_value(one, Reading::older));
  }
  words_ = read_words(text);
}

const Word& WordCursor::peek(std::size_t ahead) const {
  return words_[std::min(at_ + ahead, words_.size() - 1)];
}

Word WordCursor::take() {
  Word word = peek();
  if (at_ + 1 < words_.size()) ++at_;
  return word;
}

bool WordCursor::at(std::string_view word) const {
  const Word& next = peek();
  return (next.kind == Word::Kind::name || next.kind == Word::Kind::symbol) && same_word(next.text, word);
}

bool WordCursor::at_call(std::string_view function) const {
  return at(function) && peek(1).kind == Word::Kind::symbol && peek(1).text == "(";
}

bool WordCursor::take(std::string_view word) {
  if (!at(word)) return false;
  take();
  return true;
}

void WordCursor::expect(std::string_view word) {
  if (!take(word)) refuse();
}

void WordCursor::refuse() const {
  for (const std::string_view operation : {"IS", "LIKE", "IN", "BETWEEN", "AND", "OR"}) {
    if (at(operation)) refuse_statement("Unexpected operator");
  }
  const bool keyword = peek().kind == Word::Kind::name && is_keyword(peek().text);
  refuse_statement(keyword ? "Unexpected keyword" : "Unexpected term");
}

void WordCursor::finish() {
  take(";");
  if (peek().kind != Word::Kind::end) refuse_statement("Unexpected token after expression");
  if (used_ != parameters_.size()) {
    throw validation("Number of parameters in request and statement don't match.");
  }
}

std::string WordCursor::name() {
  if (peek().kind != Word::Kind::name && peek().kind != Word::Kind::quoted_name) refuse();
  return take().text;
}

Path WordCursor::path() {
  for (const std::string_view word : {"IS", "LIKE", "IN", "BETWEEN", "ORDER", "WHERE", "FROM", "SELECT"}) {
    if (at(word)) refuse();
  }
  Path path{Step::member(name())};
  while (true) {
    if (take(".")) {
      const bool bare = peek().kind == Word::Kind::name;
      if ((!bare && peek().kind != Word::Kind::quoted_name) || (bare && is_keyword(peek().text))) {
        refuse_statement("Invalid path dot component");
      }
      path.push_back(Step::member(take().text));
    } else if (take("[")) {
      if (peek().kind == Word::Kind::text) {
        path.push_back(Step::member(take().text));
      } else {
        path.push_back(Step::element(list_index()));
      }
      expect("]");
    } else {
      return path;
    }
  }
}

std::uint32_t WordCursor::list_index() {
  const bool negative = take("-");
  if (peek().kind != Word::Kind::number) refuse();
  const Word number = take();
  if (number.text.find_first_of(".eE") != std::string::npos) refuse_statement("Unexpected term");
  const unsigned long index = std::strtoul(number.text.c_str(), nullptr, 10);
  if (number.text.size() > 9 || (negative && index != 0)) {
    throw validation("List index is not within the allowable range; index: [" +
                     std::string(negative ? "-" : "") + number.text + "] at " + number.position());
  }
  return static_cast<std::uint32_t>(index);
}

bool WordCursor::at_value() const {
  const Word& word = peek();
  if (word.kind == Word::Kind::text || word.kind == Word::Kind::number) return true;
  for (const std::string_view start : {"?", "[", "{", "<<", "-", "+", "TRUE", "FALSE", "NULL"}) {
    if (at(start)) return true;
  }
  return false;
}

std::string WordCursor::parameter() {
  if (used_ >= parameters_.size()) {
    throw validation("Number of parameters in request and statement don't match.");
  }
  return parameters_[used_++];
}

std::string WordCursor::value(const std::string& where) {
  const Depth depth(*this);
  if (nested_ > deepest) throw validation("Nesting Levels have exceeded supported limits under " + where);
  if (peek().kind == Word::Kind::text) return make_value(Type::string, take().text);
  if (at("?")) {
    if (nested_ > 0) {
      throw validation("Unsupported data type: Parameter under key " + where + " at " + peek().position());
    }
    take();
    return parameter();
  }
  if (take("TRUE")) return make_bool(true);
  if (take("FALSE")) return make_bool(false);
  if (take("NULL")) return make_value(Type::null);
  if (at("[") || at("<<")) return collection(where);
  if (take("{")) return map(where);
  if (peek().kind == Word::Kind::name && peek(1).text == "(") {
    throw validation("Unsupported data type: " + peek().text + " under key " + where + " at " +
                     peek().position());
  }
  return number(where);
}

// What breaks the rules of numbers is named with its place in the value.
std::string WordCursor::number(const std::string& where) {
  bool negative = false;
  for (; at("-") || at("+"); take()) negative = negative != at("-");
  if (peek().kind != Word::Kind::number) refuse();
  const std::string text = (negative ? "-" : "") + take().text;
  try {
    if (!fits_32_bits(text)) refuse_statement("");
    return make_value(Type::number, encode_number(text));
  } catch (const AwsError& error) {
    if (error.message.starts_with("Statement")) throw;
    if (error.message.find("cannot be converted") != std::string::npos) refuse_statement("");
    throw validation(error.message + " under " + where);
  }
}

// `written` is what the statement has for the elements, which repeated numbers are told in.
std::string WordCursor::set(const std::vector<std::string>& values, const std::string& written,
                            const std::string& where) {
  if (values.empty()) throw validation("Empty bags are not supported");
  std::vector<std::string> elements;
  const Type type = Value(values[0]).type;
  for (const std::string& one : values) {
    const Value value(one);
    if (value.type != type || (type != Type::string && type != Type::number)) {
      throw validation(
          "Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags");
    }
    elements.emplace_back(value.payload);
  }
  std::string shown = written;
  if (type == Type::string) {
    shown.clear();
    for (const std::string& one : elements) shown += (shown.empty() ? "" : ", ") + one;
  }
  std::sort(elements.begin(), elements.end());
  if (std::adjacent_find(elements.begin(), elements.end()) != elements.end()) {
    throw invalid_parameter("Input collection [" + shown + "] contains duplicates" +
                            (type == Type::string ? "." : "! under " + where));
  }
  return make_set(type == Type::string ? Type::string_set : Type::number_set, std::move(elements));
}

std::string WordCursor::collection(const std::string& where) {
  const bool is_set = take().text == "<<";
  const std::string_view end = is_set ? ">>" : "]";
  std::vector<std::string> values;
  std::string written;
  ++nested_;
  if (!at(end)) {
    do {
      const std::size_t start = at_;
      values.push_back(value(where + "[" + std::to_string(values.size()) + "]"));
      written += written.empty() ? "" : ", ";
      for (std::size_t i = start; i < at_; ++i) written += words_[i].text == "+" ? "" : words_[i].text;
    } while (take(","));
  }
  --nested_;
  expect(end);
  if (is_set) return set(values, written, where);
  std::string payload;
  for (const std::string& one : values) payload += one;
  return make_value(Type::list, payload);
}

// Of the item itself, which INSERT has, each attribute is a root of its own.
std::string WordCursor::map(const std::string& where) {
  std::map<std::string, std::string> members;
  const int deeper = where.empty() ? 0 : 1;
  nested_ += deeper;
  if (!at("}")) {
    do {
      if (peek().kind != Word::Kind::text && peek().kind != Word::Kind::quoted_name) refuse();
      std::string key = take().text;
      expect(":");
      std::string member = value(where.empty() ? "root" : where + "." + key);
      if (members.contains(key)) {
        throw validation("Duplicate keys in tuple. Key: " + key + " under " +
                         (where.empty() ? "root" : where));
      }
      members[std::move(key)] = std::move(member);
    } while (take(","));
  }
  nested_ -= deeper;
  expect("}");
  std::string payload;
  for (const auto& [key, member] : members) {
    append_text(payload, key);
    payload += member;
  }
  return make_value(Type::map, payload);
}

Operand WordCursor::operand() {
  Operand operand;
  if (at_value()) {
    operand.kind = Operand::Kind::value;
    operand.value = value();
    return operand;
  }
  if (at_call("SIZE")) {
    take();
    take();
    operand.kind = Operand::Kind::function;
    operand.name = "size";
    operand.arguments.push_back(this->operand());
    expect(")");
    return operand;
  }
  if (at("MISSING")) throw validation("MISSING must be compared using IS operator");
  operand.path = path();
  return operand;
}

}  // namespace orrery::dynamodb::partiql
