// The WHERE clause: condition := and {OR and}, and := not {AND not}, not := NOT not | comparison.
#include "services/dynamodb/errors.h"
#include "services/dynamodb/partiql/keywords.h"
#include "services/dynamodb/partiql/word_cursor.h"
#include "services/dynamodb/partiql/word_depth.h"
#include "services/dynamodb/value.h"

namespace orrery::dynamodb::partiql {
namespace {

Condition negate(Condition inner) {
  Condition whole;
  whole.kind = Condition::Kind::negation;
  whole.children.push_back(std::move(inner));
  return whole;
}

Operand text_operand(std::string_view text) {
  Operand operand;
  operand.kind = Operand::Kind::value;
  operand.value = make_value(Type::string, text);
  return operand;
}

Condition joined(Condition::Kind kind, std::vector<Condition> children) {
  Condition whole;
  whole.kind = kind;
  whole.children = std::move(children);
  return whole;
}

std::size_t weight(const Condition& condition) {
  std::size_t sum = 1 + condition.operands.size();
  for (const Condition& child : condition.children) sum += weight(child);
  return sum;
}

// What is compared stands twice in what it comes to.
void check_weight(const Condition& condition) {
  constexpr std::size_t most = 2000;
  if (weight(condition) > most) refuse_statement("The statement is nested too deeply");
}

Condition equal_conditions(const Condition& a, const Condition& b) {
  using Kind = Condition::Kind;
  check_weight(a);
  check_weight(b);
  return joined(Kind::disjunction,
                {joined(Kind::conjunction, {a, b}), joined(Kind::conjunction, {negate(a), negate(b)})});
}

// Whether the condition comes to the operand's value: TRUE or FALSE, or what an attribute has.
Condition equal_truth(const Condition& condition, const Operand& operand) {
  using Kind = Condition::Kind;
  check_weight(condition);
  const auto comes_to = [&operand](bool flag) {
    Condition equality;
    equality.comparator = "=";
    Operand value;
    value.kind = Operand::Kind::value;
    value.value = make_bool(flag);
    equality.operands = {operand, std::move(value)};
    return equality;
  };
  if (operand.kind == Operand::Kind::value) {
    const Type type = Value(operand.value).type;
    if (type == Type::yes) return condition;
    if (type == Type::no) return negate(condition);
  }
  return joined(Kind::disjunction, {joined(Kind::conjunction, {condition, comes_to(true)}),
                                    joined(Kind::conjunction, {negate(condition), comes_to(false)})});
}

[[noreturn]] void refuse_type(const std::string& name, const Operand& operand) {
  throw validation("Incorrect operand type for operator or function; operator or function: " + name +
                   ", operand type: " + std::string(type_name(Value(operand.value).type)));
}

// Only what has an order can be compared by it; that is a matter of the operand alone.
void check_ordered(const Condition& condition) {
  const bool between = condition.kind == Condition::Kind::between;
  if (!between && (condition.comparator == "=" || condition.comparator == "<>")) return;
  for (const Operand& operand : condition.operands) {
    if (operand.kind != Operand::Kind::value) continue;
    const Type type = Value(operand.value).type;
    if (type == Type::string || type == Type::number || type == Type::binary) continue;
    refuse_type(between ? "BETWEEN" : condition.comparator, operand);
  }
}

void check_type_name(const Operand& operand) {
  if (operand.kind != Operand::Kind::value) return;
  const Value value(operand.value);
  if (value.type != Type::string) refuse_type("attribute_type", operand);
  for (const std::string_view known : {"S", "N", "B", "NULL", "SS", "BOOL", "L", "BS", "NS", "M"}) {
    if (value.payload == known) return;
  }
  throw validation("Invalid attribute type name found; type: " + std::string(value.payload) +
                   ", valid types: {N,BS,L,B,NULL,M,S,SS,NS,BOOL}");
}

void check_operands(const std::string& name, const std::vector<Operand>& operands) {
  const bool exists = name.ends_with("exists");
  if (operands.size() != (exists ? 1 : 2)) {
    throw validation("Incorrect number of operands for operator or function; operator or function: " + name +
                     ", number of operands: " + std::to_string(operands.size()));
  }
  if (exists && operands[0].kind != Operand::Kind::path) {
    throw validation("Operator or function requires a document path; operator or function: " + name);
  }
  if (name == "attribute_type") check_type_name(operands[1]);
}

}  // namespace

Condition WordCursor::condition() {
  const Depth depth(*this);
  Condition first = conjunction();
  if (!at("OR")) return first;
  Condition whole;
  whole.kind = Condition::Kind::disjunction;
  whole.children.push_back(std::move(first));
  while (take("OR")) {
    check_right_side();
    whole.children.push_back(conjunction());
  }
  return whole;
}

void WordCursor::check_right_side() const {
  if (peek().kind == Word::Kind::end || at(";")) {
    refuse_statement("Missing right-hand side expression of infix operator");
  }
}

Condition WordCursor::conjunction() {
  Condition first = negation();
  if (!at("AND")) return first;
  Condition whole;
  whole.kind = Condition::Kind::conjunction;
  whole.children.push_back(std::move(first));
  while (take("AND")) {
    check_right_side();
    whole.children.push_back(negation());
  }
  return whole;
}

Condition WordCursor::negation() {
  if (!take("NOT")) return comparison();
  const Depth depth(*this);
  return negate(negation());
}

Condition WordCursor::call() {
  Condition condition;
  condition.kind = Condition::Kind::function;
  const Word name = take();
  take();
  for (const char* known :
       {"begins_with", "contains", "attribute_type", "attribute_exists", "attribute_not_exists"}) {
    if (same_word(name.text, known)) condition.comparator = known;
  }
  if (same_word(name.text, "missing")) condition.comparator = "attribute_not_exists";
  if (condition.comparator.empty()) {
    std::string lower = name.text;
    for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    throw validation("Unrecognized function: " + lower + " at " + name.position());
  }
  if (!at(")")) {
    do condition.operands.push_back(operand());
    while (take(","));
  }
  expect(")");
  check_operands(condition.comparator, condition.operands);
  return condition;
}

bool WordCursor::at_condition() const {
  return at("(") || (peek().kind == Word::Kind::name && peek(1).text == "(" && !at("SIZE") && !at("IN"));
}

Condition WordCursor::primary() {
  if (!take("(")) return call();
  Condition inner = condition();
  expect(")");
  return inner;
}

Condition WordCursor::comparison() {
  if (at_condition()) return compared(primary());
  return after_operand(operand());
}

// A condition is a value too, TRUE or FALSE, and can be compared as one.
Condition WordCursor::compared(Condition inner) {
  for (const char* symbol : {"<", "<=", ">", ">="}) {
    if (!at(symbol)) continue;
    throw validation("Incorrect operand type for operator or function; operator or function: " +
                     std::string(symbol) + ", operand type: BOOL");
  }
  if (take("IN")) {
    const bool brackets = take("[");
    if (!brackets) expect("(");
    std::vector<Condition> each;
    do each.push_back(equal_truth(inner, operand()));
    while (take(","));
    expect(brackets ? "]" : ")");
    return joined(Condition::Kind::disjunction, std::move(each));
  }
  const bool equal = at("=");
  if (!equal && !at("<>") && !at("!=")) return inner;
  take();
  check_right_side();
  Condition same = at_condition() ? equal_conditions(inner, primary()) : equal_truth(inner, operand());
  return equal ? same : negate(std::move(same));
}

// Operators that PartiQL has and conditions do not.
void WordCursor::check_operator(const char* of) const {
  constexpr std::pair<const char*, const char*> operators[] = {
      {"+", "+"}, {"-", "-"}, {"*", "*"}, {"/", "/"}, {"%", "%"}, {"||", "||"}, {"LIKE", "like"}};
  for (const auto& [word, symbol] : operators) {
    if (!at(word)) continue;
    throw validation("Unsupported operator in " + std::string(of) +
                     " Expression. Operator: " + std::string(symbol));
  }
}

bool WordCursor::at_end_of_condition() const {
  if (peek().kind == Word::Kind::end) return true;
  for (const char* word : {";", ")", "AND", "OR", "ORDER", "RETURNING"}) {
    if (at(word)) return true;
  }
  return false;
}

Condition WordCursor::after_operand(Operand left) {
  check_operator("Condition");
  if (take("IS")) return is_test(std::move(left));
  if (at("IN") || (at("NOT") && same_word(peek(1).text, "IN"))) return in_list(std::move(left));
  Condition condition;
  condition.operands.push_back(std::move(left));
  const bool negated = at("NOT") && same_word(peek(1).text, "BETWEEN");
  if (negated) take();
  if (take("BETWEEN")) {
    condition.kind = Condition::Kind::between;
    condition.operands.push_back(operand());
    expect("AND");
    condition.operands.push_back(operand());
    check_ordered(condition);
    return negated ? negate(std::move(condition)) : condition;
  }
  for (const std::string_view symbol : {"=", "<>", "!=", "<", "<=", ">", ">="}) {
    if (!take(symbol)) continue;
    check_right_side();
    condition.comparator = symbol == "!=" ? "<>" : symbol;
    if (at_condition() && (condition.comparator == "=" || condition.comparator == "<>")) {
      Condition same = equal_truth(primary(), condition.operands[0]);
      return condition.comparator == "=" ? same : negate(std::move(same));
    }
    condition.operands.push_back(operand());
    check_operator("Condition");
    check_ordered(condition);
    return condition;
  }
  if (at_end_of_condition()) return condition;  // refused once the statement has been read
  refuse();
}

std::string WordCursor::type_name() {
  if (take("MISSING")) return "";
  if (take("NULL")) return "NULL";
  if (take("DOUBLE")) {
    if (!take("PRECISION")) refuse_statement("Expected type name");
    return "N";
  }
  if (take("CHARACTER")) {
    take("VARYING");
    return "S";
  }
  const std::string_view type = peek().kind == Word::Kind::name ? attribute_type_of(peek().text) : "";
  if (type.empty()) refuse_statement("Expected type name");
  take();
  return std::string(type);
}

Condition WordCursor::is_test(Operand left) {
  const bool negated = take("NOT");
  Condition condition;
  condition.kind = Condition::Kind::function;
  condition.operands.push_back(std::move(left));
  const std::string type = type_name();
  if (type.empty()) {
    condition.comparator = negated ? "attribute_exists" : "attribute_not_exists";
    return condition;
  }
  condition.comparator = "attribute_type";
  condition.operands.push_back(text_operand(type));
  return negated ? negate(std::move(condition)) : condition;
}

void WordCursor::refuse_list() {
  if (!at_value() && !at("]") && !at(")") && !at(">>")) refuse();
  throw validation(
      "IN operator must have a left hand argument of type Variable Reference and right hand argument of type "
      "Seq with at least one member");
}

Condition WordCursor::in_list(Operand left) {
  const bool negated = take("NOT");
  expect("IN");
  Condition condition;
  condition.kind = Condition::Kind::in;
  condition.operands.push_back(std::move(left));
  const std::string end = at("[") ? "]" : at("<<") ? ">>" : ")";
  if (!take("[") && !take("<<") && !take("(")) refuse_list();
  if (at(end)) refuse_list();
  do condition.operands.push_back(operand());
  while (take(","));
  expect(end);
  constexpr std::size_t most = 100;
  if (condition.operands.size() - 1 > most) {
    throw validation("The IN operator is provided with too many operands; number of operands: " +
                     std::to_string(condition.operands.size() - 1));
  }
  return negated ? negate(std::move(condition)) : condition;
}

}  // namespace orrery::dynamodb::partiql
