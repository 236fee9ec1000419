// The checks of a condition, in DynamoDB's order: parentheses, unknown and misused functions, reserved words,
// then comparison by comparison names and values, numbers of operands, distinct operands, types.
#include "services/dynamodb/errors.h"
#include "services/dynamodb/expression/compile.h"
#include "services/dynamodb/expression/parser.h"
#include "services/dynamodb/expression/resolve.h"
#include "services/dynamodb/value.h"

namespace orrery::dynamodb {
namespace {

struct FunctionRule {
  std::string_view name;
  std::size_t operands;
};
constexpr FunctionRule functions[] = {{"attribute_exists", 1}, {"attribute_not_exists", 1},
                                      {"attribute_type", 2},   {"begins_with", 2},
                                      {"contains", 2},         {"size", 1}};

const FunctionRule* find_function(std::string_view name) {
  for (const FunctionRule& rule : functions) {
    if (rule.name == name) return &rule;
  }
  return nullptr;
}

class ConditionCheck {
 public:
  ConditionCheck(std::string_view label, Bindings& bindings) : resolver_(label, bindings) {}

  void run(Condition& condition, const Notes& notes) {
    if (notes.redundant_parentheses) resolver_.refuse("The expression has redundant parentheses;");
    check_functions(condition);
    if (!notes.misused_size.empty()) refuse_misuse(notes.misused_size);
    check_misuse(condition);
    check_reserved(condition);
    check_leaf(condition);
  }

 private:
  void check_function_name(const std::string& name) const {
    if (find_function(name)) return;
    if (name == "if_not_exists" || name == "list_append") {
      resolver_.refuse("The function is not allowed in a condition expression; function: " + name);
    }
    resolver_.refuse("Invalid function name; function: " + name);
  }

  void check_functions(const Operand& operand) const {
    for (const Operand& argument : operand.arguments) check_functions(argument);
    if (operand.kind == Operand::Kind::function) check_function_name(operand.name);
  }

  void check_functions(const Condition& condition) const {
    for (const Condition& child : condition.children) check_functions(child);
    for (const Operand& operand : condition.operands) check_functions(operand);
    if (condition.kind == Condition::Kind::function) check_function_name(condition.comparator);
  }

  [[noreturn]] void refuse_misuse(const std::string& name) const {
    resolver_.refuse("The function is not allowed to be used this way in an expression; function: " + name);
  }

  void check_misuse(const Operand& operand) const {
    if (operand.kind == Operand::Kind::function && operand.name != "size") refuse_misuse(operand.name);
    for (const Operand& argument : operand.arguments) check_misuse(argument);
  }

  void check_misuse(const Condition& condition) const {
    for (const Condition& child : condition.children) check_misuse(child);
    for (const Operand& operand : condition.operands) check_misuse(operand);
  }

  void check_reserved(const Condition& condition) const {
    for (const Condition& child : condition.children) check_reserved(child);
    for (const Operand& operand : condition.operands) resolver_.check_reserved(operand);
  }

  void check_leaf(Condition& condition) const {
    for (Condition& child : condition.children) check_leaf(child);
    for (Operand& operand : condition.operands) resolver_.resolve(operand);
    for (const Operand& operand : condition.operands) check_size(operand);
    switch (condition.kind) {
      case Condition::Kind::comparison:
        check_distinct(condition.comparator, condition.operands);
        if (condition.comparator != "=" && condition.comparator != "<>") {
          check_ordered(condition.comparator, condition.operands);
        }
        break;
      case Condition::Kind::between:
        check_ordered("BETWEEN", condition.operands);
        check_bounds(condition.operands[1], condition.operands[2]);
        break;
      case Condition::Kind::function:
        check_call(condition.comparator, condition.operands);
        break;
      case Condition::Kind::in:
        if (condition.operands.size() > 101) {
          resolver_.refuse("The IN operator is provided with too many operands; number of operands: " +
                           std::to_string(condition.operands.size() - 1));
        }
        break;
      default:
        break;
    }
  }

  [[noreturn]] void refuse_type(const std::string& name, std::string_view type) const {
    resolver_.refuse("Incorrect operand type for operator or function; operator or function: " + name +
                     ", operand type: " + std::string(type));
  }

  // The type a operand is known to have before there is an item; "" for a path.
  static std::string_view known_type(const Operand& operand) {
    if (operand.kind == Operand::Kind::value) return type_name(Value(operand.value).type);
    return operand.kind == Operand::Kind::function ? "N" : "";
  }

  void check_count(const std::string& name, const std::vector<Operand>& operands) const {
    if (find_function(name)->operands == operands.size()) return;
    resolver_.refuse("Incorrect number of operands for operator or function; operator or function: " + name +
                     ", number of operands: " + std::to_string(operands.size()));
  }

  void check_size(const Operand& operand) const {
    if (operand.kind != Operand::Kind::function) return;
    for (const Operand& argument : operand.arguments) check_size(argument);
    check_count(operand.name, operand.arguments);
    const std::string_view type = known_type(operand.arguments[0]);
    if (type == "N" || type == "BOOL" || type == "NULL") refuse_type(operand.name, type);
  }

  void check_distinct(const std::string& name, const std::vector<Operand>& operands) const {
    if (operands.size() != 2 || operands[0].kind != Operand::Kind::path ||
        operands[1].kind != Operand::Kind::path || operands[0].path != operands[1].path) {
      return;
    }
    resolver_.refuse(
        "The first operand must be distinct from the remaining operands for this operator or function; "
        "operator: " +
        name + ", first operand: " + print_path(operands[0].path));
  }

  void check_ordered(const std::string& name, const std::vector<Operand>& operands) const {
    for (const Operand& operand : operands) {
      const std::string_view type = known_type(operand);
      if (!type.empty() && type != "S" && type != "N" && type != "B") refuse_type(name, type);
    }
  }

  void check_bounds(const Operand& lower, const Operand& upper) const {
    if (lower.kind != Operand::Kind::value || upper.kind != Operand::Kind::value) return;
    const Value low(lower.value), high(upper.value);
    const std::string bounds = "; lower bound operand: AttributeValue: " + describe(low) +
                               ", upper bound operand: AttributeValue: " + describe(high);
    if (low.type != high.type) {
      resolver_.refuse("The BETWEEN operator requires same data type for lower and upper bounds" + bounds);
    }
    if (low.payload > high.payload) {
      resolver_.refuse(
          "The BETWEEN operator requires upper bound to be greater than or equal to lower bound" + bounds);
    }
  }

  void check_call(const std::string& name, const std::vector<Operand>& operands) const {
    check_count(name, operands);
    check_distinct(name, operands);
    if (name == "attribute_exists" || name == "attribute_not_exists") {
      if (operands[0].kind == Operand::Kind::path) return;
      resolver_.refuse("Operator or function requires a document path; operator or function: " + name);
    }
    if (name == "begins_with") {
      for (const Operand& operand : operands) {
        const std::string_view type = known_type(operand);
        if (!type.empty() && type != "S" && type != "B") refuse_type(name, type);
      }
    }
    if (name == "attribute_type") check_type_name(name, operands[1]);
  }

  void check_type_name(const std::string& name, const Operand& operand) const {
    const std::string_view type = known_type(operand);
    if (type != "S") refuse_type(name, type.empty() ? "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}" : type);
    const std::string wanted(Value(operand.value).payload);
    for (const std::string_view known : {"S", "N", "B", "NULL", "SS", "BOOL", "L", "BS", "NS", "M"}) {
      if (wanted == known) return;
    }
    resolver_.refuse("Invalid attribute type name found; type: " + wanted +
                     ", valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}");
  }

  Resolver resolver_;
};

}  // namespace

Condition compile_condition(std::string_view text, std::string_view label, Bindings& bindings) {
  Notes notes;
  Condition condition = parse_condition(text, label, notes);
  ConditionCheck(label, bindings).run(condition, notes);
  return condition;
}

Projection compile_projection(std::string_view text, Bindings& bindings) {
  Projection paths = parse_projection(text);
  const Resolver resolver("ProjectionExpression", bindings);
  for (const Path& path : paths) resolver.check_reserved(path);
  for (Path& path : paths) resolver.resolve(path);
  std::vector<const Path*> pointers;
  for (const Path& path : paths) pointers.push_back(&path);
  resolver.check_overlaps(pointers);
  return paths;
}

}  // namespace orrery::dynamodb
