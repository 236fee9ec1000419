// condition := and { OR and }      and := not { AND not }      not := NOT not | comparison
// comparison := primary [ comparator primary | BETWEEN primary AND primary | IN ( primary {, primary} ) ]
// primary := ( condition ) | function | value | path
//
// A parenthesis may hold an operand or a condition; which one is known when it is read.
#include "services/dynamodb/expression/parser.h"
#include "services/dynamodb/expression/token_reader.h"

namespace orrery::dynamodb {
namespace {

bool is_keyword(std::string_view name) {
  for (const std::string_view word : {"AND", "OR", "NOT", "BETWEEN", "IN"}) {
    if (same_word(name, word)) return true;
  }
  return false;
}

// An operand, or a condition where `is_condition`.
struct Node {
  bool is_condition = false;
  bool parenthesized = false;
  Operand operand{};
  Condition condition{};
};

class ConditionParser {
 public:
  ConditionParser(std::string_view text, std::string_view label, Notes& notes)
      : tokens_(text, label), notes_(notes) {}

  Condition whole() {
    Condition condition = as_condition(disjunction());
    tokens_.expect_end();
    return condition;
  }

 private:
  Node disjunction() { return joined("OR", Condition::Kind::disjunction, &ConditionParser::conjunction); }
  Node conjunction() { return joined("AND", Condition::Kind::conjunction, &ConditionParser::negation); }

  Node joined(std::string_view word, Condition::Kind kind, Node (ConditionParser::*part)()) {
    Node first = (this->*part)();
    if (!tokens_.at_word(word)) return first;
    Node node{.is_condition = true};
    node.condition.kind = kind;
    node.condition.children.push_back(as_condition(std::move(first)));
    while (tokens_.take_word(word)) node.condition.children.push_back(as_condition((this->*part)()));
    return node;
  }

  Node negation() {
    if (!tokens_.take_word("NOT")) return comparison();
    Node node{.is_condition = true};
    node.condition.kind = Condition::Kind::negation;
    node.condition.children.push_back(as_condition(negation()));
    return node;
  }

  Node comparison() {
    Node first = primary();
    if (first.is_condition) return first;
    Node node{.is_condition = true};
    node.condition.operands.push_back(first.operand);
    if (at_comparator()) {
      node.condition.comparator = tokens_.take().text;
      node.condition.operands.push_back(operand());
    } else if (tokens_.take_word("BETWEEN")) {
      node.condition.kind = Condition::Kind::between;
      node.condition.operands.push_back(operand());
      if (!tokens_.take_word("AND")) tokens_.refuse();
      node.condition.operands.push_back(operand());
    } else if (tokens_.take_word("IN")) {
      node.condition.kind = Condition::Kind::in;
      tokens_.expect_symbol("(");
      do node.condition.operands.push_back(operand());
      while (tokens_.take_symbol(","));
      tokens_.expect_symbol(")");
    } else {
      return first;
    }
    return node;
  }

  bool at_comparator() const {
    for (const std::string_view symbol : {"=", "<>", "<", "<=", ">", ">="}) {
      if (tokens_.at_symbol(symbol)) return true;
    }
    return false;
  }

  Node primary() {
    if (!tokens_.at_symbol("("))
      return {.operand = tokens_.simple_operand(is_keyword, [this] { return operand(); })};
    tokens_.take();
    tokens_.enter();
    Node inner = disjunction();
    tokens_.leave();
    tokens_.expect_symbol(")");
    if (inner.parenthesized) notes_.redundant_parentheses = true;
    inner.parenthesized = true;
    return inner;
  }

  Operand operand() {
    Node node = primary();
    if (node.is_condition) tokens_.refuse();
    return std::move(node.operand);
  }

  // A function alone is a condition; a path or a value is not.
  Condition as_condition(Node node) {
    if (node.is_condition) return std::move(node.condition);
    if (node.operand.kind != Operand::Kind::function) tokens_.refuse();
    if (node.operand.name == "size") notes_.misused_size = "size";
    Condition condition;
    condition.kind = Condition::Kind::function;
    condition.comparator = std::move(node.operand.name);
    condition.operands = std::move(node.operand.arguments);
    return condition;
  }

  TokenReader tokens_;
  Notes& notes_;
};

}  // namespace

Condition parse_condition(std::string_view text, std::string_view label, Notes& notes) {
  return ConditionParser(text, label, notes).whole();
}

Projection parse_projection(std::string_view text) {
  TokenReader tokens(text, "ProjectionExpression");
  Projection paths;
  do paths.push_back(tokens.path([](std::string_view) { return false; }));
  while (tokens.take_symbol(","));
  tokens.expect_end();
  return paths;
}

}  // namespace orrery::dynamodb
