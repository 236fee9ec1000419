#include "services/dynamodb/partiql/word_cursor.h"

#include <algorithm>
#include <map>

#include "services/dynamodb/errors.h"
#include "services/dynamodb/number.h"
#include "services/dynamodb/value.h"

namespace orrery::dynamodb::partiql {
namespace {

bool same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return (x >= 'a' && x <= 'z' ? x - 32 : x) == (y >= 'a' && y <= 'z' ? y - 32 : y);
         });
}

}  // namespace

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
  return (next.kind == Word::Kind::name || next.kind == Word::Kind::symbol) && same(next.text, word);
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
  const Word& word = peek();
  if (word.kind == Word::Kind::end) refuse_statement("Unexpected term, end of statement");
  refuse_statement("Unexpected term at column " + std::to_string(word.at + 1) + ": " + word.text);
}

void WordCursor::finish() {
  take(";");
  if (peek().kind != Word::Kind::end) refuse();
  if (parameters_ && used_ != parameters_->size()) {
    throw validation("Number of parameters in request and statement don't match.");
  }
}

std::string WordCursor::name() {
  if (peek().kind != Word::Kind::name && peek().kind != Word::Kind::quoted_name) refuse();
  return take().text;
}

Path WordCursor::path() {
  Path path{Step::member(name())};
  while (true) {
    if (take(".")) {
      path.push_back(Step::member(name()));
    } else if (take("[")) {
      if (peek().kind == Word::Kind::text) {
        path.push_back(Step::member(take().text));
      } else {
        if (peek().kind != Word::Kind::number || peek().text.size() > 9) refuse();
        path.push_back(
            Step::element(static_cast<std::uint32_t>(std::strtoul(take().text.c_str(), nullptr, 10))));
      }
      expect("]");
    } else {
      return path;
    }
  }
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
  if (!parameters_ || used_ >= parameters_->size()) {
    throw validation("Number of parameters in request and statement don't match.");
  }
  return encode_value((*parameters_)[used_++]);
}

std::string WordCursor::value() {
  const Depth depth(*this);
  if (peek().kind == Word::Kind::text) return make_value(Type::string, take().text);
  if (take("?")) return parameter();
  if (take("TRUE")) return make_bool(true);
  if (take("FALSE")) return make_bool(false);
  if (take("NULL")) return make_value(Type::null);
  if (at("[") || at("<<")) return collection();
  if (take("{")) return map();
  const bool negative = at("-");
  if (negative || at("+")) take();
  if (peek().kind != Word::Kind::number) refuse();
  return make_value(Type::number, encode_number((negative ? "-" : "") + take().text));
}

std::string WordCursor::collection() {
  const bool set = take().text == "<<";
  const std::string_view end = set ? ">>" : "]";
  std::vector<std::string> values;
  if (!at(end)) {
    do values.push_back(value());
    while (take(","));
  }
  expect(end);
  if (!set) {
    std::string payload;
    for (const std::string& one : values) payload += one;
    return make_value(Type::list, payload);
  }
  if (values.empty()) throw invalid_parameter("An string set  may not be empty");
  std::vector<std::string> elements;
  const Type type = Value(values[0]).type;
  for (const std::string& one : values) {
    if (Value(one).type != type) refuse_statement("A set must have elements of one type");
    elements.emplace_back(Value(one).payload);
  }
  std::sort(elements.begin(), elements.end());
  if (std::adjacent_find(elements.begin(), elements.end()) != elements.end()) {
    throw validation("Input collection contains duplicates");
  }
  if (type != Type::string && type != Type::number && type != Type::binary) {
    refuse_statement("A set must have strings, numbers or binaries");
  }
  return make_set(type == Type::string   ? Type::string_set
                  : type == Type::number ? Type::number_set
                                         : Type::binary_set,
                  std::move(elements));
}

std::string WordCursor::map() {
  std::map<std::string, std::string> members;
  if (!at("}")) {
    do {
      if (peek().kind != Word::Kind::text && peek().kind != Word::Kind::quoted_name) refuse();
      std::string key = take().text;
      expect(":");
      members[std::move(key)] = value();
    } while (take(","));
  }
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
  if (at("SIZE") && peek(1).text == "(") {
    take();
    take();
    operand.kind = Operand::Kind::function;
    operand.name = "size";
    operand.arguments.push_back(this->operand());
    expect(")");
    return operand;
  }
  operand.path = path();
  return operand;
}

Condition WordCursor::condition() {
  const Depth depth(*this);
  Condition first = conjunction();
  if (!at("OR")) return first;
  Condition whole;
  whole.kind = Condition::Kind::disjunction;
  whole.children.push_back(std::move(first));
  while (take("OR")) whole.children.push_back(conjunction());
  return whole;
}

Condition WordCursor::conjunction() {
  Condition first = negation();
  if (!at("AND")) return first;
  Condition whole;
  whole.kind = Condition::Kind::conjunction;
  whole.children.push_back(std::move(first));
  while (take("AND")) whole.children.push_back(negation());
  return whole;
}

Condition WordCursor::negation() {
  if (!take("NOT")) return comparison();
  const Depth depth(*this);
  Condition whole;
  whole.kind = Condition::Kind::negation;
  whole.children.push_back(negation());
  return whole;
}

Condition WordCursor::call() {
  Condition condition;
  condition.kind = Condition::Kind::function;
  const std::string name = take().text;
  take();
  for (const char* known :
       {"begins_with", "contains", "attribute_type", "attribute_exists", "attribute_not_exists"}) {
    if (same(name, known)) condition.comparator = known;
  }
  if (same(name, "missing")) condition.comparator = "attribute_not_exists";
  if (condition.comparator.empty()) refuse_statement("Invalid function name; function: " + name);
  do condition.operands.push_back(operand());
  while (take(","));
  expect(")");
  const bool one = condition.comparator.ends_with("exists");
  if (condition.operands.size() != (one ? 1 : 2)) {
    throw validation("Incorrect number of operands for operator or function; operator or function: " + name +
                     ", number of operands: " + std::to_string(condition.operands.size()));
  }
  return condition;
}

Condition WordCursor::comparison() {
  if (take("(")) {
    Condition inner = condition();
    expect(")");
    return inner;
  }
  if (peek().kind == Word::Kind::name && peek(1).text == "(" && !at("SIZE")) return call();
  Condition condition;
  Operand left = operand();
  if (take("IS")) return is_test(std::move(left));
  if (at("IN") || (at("NOT") && same(peek(1).text, "IN"))) return in_list(std::move(left));
  condition.operands.push_back(std::move(left));
  if (take("BETWEEN")) {
    condition.kind = Condition::Kind::between;
    condition.operands.push_back(operand());
    expect("AND");
    condition.operands.push_back(operand());
    return condition;
  }
  for (const std::string_view symbol : {"=", "<>", "!=", "<", "<=", ">", ">="}) {
    if (!take(symbol)) continue;
    condition.comparator = symbol == "!=" ? "<>" : symbol;
    condition.operands.push_back(operand());
    return condition;
  }
  refuse();
}

Condition WordCursor::is_test(Operand left) {
  const bool negated = take("NOT");
  Condition condition;
  condition.kind = Condition::Kind::function;
  condition.operands.push_back(std::move(left));
  if (take("MISSING")) {
    condition.comparator = negated ? "attribute_exists" : "attribute_not_exists";
    return condition;
  }
  expect("NULL");
  Operand type;
  type.kind = Operand::Kind::value;
  type.value = make_value(Type::string, "NULL");
  condition.comparator = "attribute_type";
  condition.operands.push_back(std::move(type));
  if (!negated) return condition;
  Condition whole;
  whole.kind = Condition::Kind::negation;
  whole.children.push_back(std::move(condition));
  return whole;
}

Condition WordCursor::in_list(Operand left) {
  const bool negated = take("NOT");
  expect("IN");
  Condition condition;
  condition.kind = Condition::Kind::in;
  condition.operands.push_back(std::move(left));
  const bool brackets = take("[");
  if (!brackets) expect("(");
  do condition.operands.push_back(operand());
  while (take(","));
  expect(brackets ? "]" : ")");
  if (!negated) return condition;
  Condition whole;
  whole.kind = Condition::Kind::negation;
  whole.children.push_back(std::move(condition));
  return whole;
}

}  // namespace orrery::dynamodb::partiql
