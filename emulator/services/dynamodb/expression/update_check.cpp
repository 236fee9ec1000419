// The checks of an update, in DynamoDB's order: reserved words, functions, repeated sections, names, values,
// overlapping paths, operand types.
#include "services/dynamodb/expression/compile.h"
#include "services/dynamodb/expression/parser.h"
#include "services/dynamodb/expression/resolve.h"
#include "services/dynamodb/value.h"

namespace orrery::dynamodb {
namespace {

std::string_view long_type_name(Type type) {
  switch (type) {
    case Type::string:
      return "STRING";
    case Type::number:
      return "NUMBER";
    case Type::binary:
      return "BINARY";
    case Type::null:
      return "NULL";
    case Type::yes:
    case Type::no:
      return "BOOL";
    case Type::list:
      return "LIST";
    case Type::map:
      return "MAP";
    default:
      return "";
  }
}

class UpdateCheck {
 public:
  explicit UpdateCheck(Bindings& bindings) : resolver_("UpdateExpression", bindings) {}

  void run(Update& update, const Notes& notes) {
    for (const Action& action : update) {
      resolver_.check_reserved(action.path);
      if (has_value(action)) resolver_.check_reserved(action.left);
      if (action.operation) resolver_.check_reserved(action.right);
    }
    for (const Action& action : update) {
      check_functions(action.left, action.operation != 0);
      check_functions(action.right, true);
    }
    if (!notes.repeated_section.empty()) {
      resolver_.refuse("The \"" + notes.repeated_section +
                       "\" section can only be used once in an update expression;");
    }
    std::vector<const Path*> paths;
    for (Action& action : update) {
      resolver_.resolve(action.path);
      if (has_value(action)) resolver_.resolve(action.left);
      if (action.operation) resolver_.resolve(action.right);
      paths.push_back(&action.path);
    }
    resolver_.check_overlaps(paths);
    for (const Action& action : update) check_section_operand(action);
    for (const Action& action : update) check_set(action);
  }

 private:
  static bool has_value(const Action& action) { return action.section != Action::Section::remove; }

  // Only if_not_exists may be an operand of another function, of + or of -.
  void check_functions(const Operand& operand, bool nested) const {
    for (const Operand& argument : operand.arguments) check_functions(argument, true);
    if (operand.kind != Operand::Kind::function) return;
    if (operand.name == "if_not_exists" || (operand.name == "list_append" && !nested)) return;
    if (operand.name == "list_append") {
      resolver_.refuse("The function is not allowed to be used this way in an expression; function: " +
                       operand.name);
    }
    for (const std::string_view known :
         {"attribute_exists", "attribute_not_exists", "attribute_type", "begins_with", "contains", "size"}) {
      if (operand.name == known) {
        resolver_.refuse("The function is not allowed in an update expression; function: " + operand.name);
      }
    }
    resolver_.refuse("Invalid function name; function: " + operand.name);
  }

  void check_section_operand(const Action& action) const {
    if (action.section != Action::Section::add && action.section != Action::Section::remove_elements) return;
    const bool add = action.section == Action::Section::add;
    const Type type = Value(action.left.value).type;
    if (is_set(type) || (add && type == Type::number)) return;
    resolver_.refuse(
        "Incorrect operand type for operator or function; operator: " + std::string(add ? "ADD" : "DELETE") +
        ", operand type: " + std::string(long_type_name(type)) + ", typeSet: ALLOWED_FOR_ADD_OPERAND");
  }

  void check_set(const Action& action) const {
    if (action.section != Action::Section::set) return;
    check_call(action.left);
    if (!action.operation) return;
    check_call(action.right);
    for (const Operand* operand : {&action.left, &action.right}) {
      check_type(*operand, std::string(1, action.operation), Type::number);
    }
  }

  void check_call(const Operand& operand) const {
    if (operand.kind != Operand::Kind::function) return;
    for (const Operand& argument : operand.arguments) check_call(argument);
    if (operand.arguments.size() != 2) {
      resolver_.refuse("Incorrect number of operands for operator or function; operator or function: " +
                       operand.name + ", number of operands: " + std::to_string(operand.arguments.size()));
    }
    if (operand.name == "if_not_exists") {
      if (operand.arguments[0].kind == Operand::Kind::path) return;
      resolver_.refuse("Operator or function requires a document path; operator or function: " +
                       operand.name);
    }
    for (const Operand& argument : operand.arguments) check_type(argument, operand.name, Type::list);
  }

  void check_type(const Operand& operand, const std::string& name, Type wanted) const {
    if (operand.kind != Operand::Kind::value) return;
    const Type type = Value(operand.value).type;
    if (type == wanted) return;
    resolver_.refuse("Incorrect operand type for operator or function; operator or function: " + name +
                     ", operand type: " + std::string(type_name(type)));
  }

  Resolver resolver_;
};

}  // namespace

Update compile_update(std::string_view text, Bindings& bindings) {
  Notes notes;
  Update update = parse_update(text, notes);
  UpdateCheck(bindings).run(update, notes);
  return update;
}

}  // namespace orrery::dynamodb
