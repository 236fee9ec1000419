// select := SELECT * | path {, path} FROM table [. index] [WHERE condition]
//           [ORDER BY name [ASC | DESC] {, name [ASC | DESC]}]
// insert := INSERT INTO table VALUE map
// update := UPDATE table { SET path = value | REMOVE path } WHERE condition [RETURNING what]
//         | FROM table WHERE condition { SET path = value | REMOVE path } [RETURNING what]
// delete := DELETE FROM table WHERE condition [RETURNING what]
// exists := EXISTS ( select )
#include "services/dynamodb/partiql/statement.h"

#include <set>

#include "services/dynamodb/errors.h"
#include "services/dynamodb/partiql/word_cursor.h"
#include "services/dynamodb/value.h"

namespace orrery::dynamodb::partiql {
namespace {

class StatementReader {
 public:
  StatementReader(std::string_view text, const json::array* parameters) : words_(text, parameters) {}

  Statement whole() {
    if (words_.take("EXISTS")) {
      words_.expect("(");
      words_.expect("SELECT");
      select();
      words_.expect(")");
      statement_.kind = Statement::Kind::exists;
    } else if (words_.take("SELECT")) {
      select();
    } else if (words_.take("INSERT")) {
      insert();
    } else if (words_.take("UPDATE")) {
      update();
    } else if (words_.take("DELETE")) {
      remove();
    } else if (words_.take("FROM")) {
      update_from();
    } else {
      expression();
    }
    words_.finish();
    return std::move(statement_);
  }

 private:
  // An expression alone is no statement.
  [[noreturn]] void expression() {
    const Word::Kind kind = words_.peek().kind;
    const bool name = kind == Word::Kind::name || kind == Word::Kind::quoted_name;
    if (!name || !same_word(words_.peek(1).text, "IS")) refuse_statement("Expected data manipulation");
    words_.take();
    words_.take();
    words_.take("NOT");
    words_.type_name();
    words_.finish();
    throw validation("Unsupported operation: IsType");
  }

  void select() {
    statement_.kind = Statement::Kind::select;
    if (words_.take("*")) {
      if (words_.at(",")) {
        throw validation("Other attributes should not be present in the projection when '*' is used.");
      }
    } else {
      statement_.projection.emplace();
      do {
        if (words_.peek().kind == Word::Kind::name && words_.peek(1).text == "(") {
          throw validation("Unexpected path component at " + words_.peek().position());
        }
        statement_.projection->push_back(words_.path());
        if (words_.at("AS")) throw validation("Aliasing is not supported");
      } while (words_.take(","));
      check_names();
    }
    words_.expect("FROM");
    table();
    where();
    if (words_.at("GROUP") && same_word(words_.peek(1).text, "BY")) {
      throw validation("Unsupported clause: GROUP BY");
    }
    if (words_.take("ORDER")) {
      words_.expect("BY");
      do {
        OrderTerm term{words_.name(), false};
        term.descending = words_.take("DESC");
        if (!term.descending) words_.take("ASC");
        statement_.order_by.push_back(std::move(term));
      } while (words_.take(","));
    }
    if (words_.take("LIMIT")) throw validation("Unsupported clause: LIMIT at " + words_.peek().position());
  }

  void check_names() const {
    std::set<std::string> names;
    for (const Path& path : *statement_.projection) {
      const std::string name = column_name(path);
      if (!names.insert(name).second) throw validation("Duplicate identifiers in select clause: " + name);
    }
  }

  void insert() {
    statement_.kind = Statement::Kind::insert;
    words_.expect("INTO");
    const std::string position = words_.peek().position();
    read_table();
    if (!statement_.index.empty()) {
      throw validation(
          "FROM clause may only contain a single table name in data manipulation statements at " + position);
    }
    if (words_.at_value()) {
      throw validation(
          "Unsupported operation: Inserting multiple items in a single statement is not supported, use "
          "\"INSERT "
          "INTO tableName VALUE item\" instead");
    }
    if (!words_.take("VALUE")) refuse_statement("Unexpected token after expression");
    const std::string value = words_.value("");
    if (Value(value).type != Type::map) {
      throw validation(
          "Unsupported format in item expression. Please use struct format {...} to express item values for "
          "insert statement.");
    }
    statement_.item = Value(value).payload;
    if (words_.at("RETURNING")) throw validation("RETURNING is not supported in INSERT");
  }

  void update() {
    statement_.kind = Statement::Kind::update;
    table();
    changes();
    if (!words_.at("WHERE")) refuse_statement("The WHERE clause is required in UPDATE");
    where();
    returning();
  }

  // FROM table WHERE condition { SET ... | REMOVE ... } [RETURNING what]
  void update_from() {
    statement_.kind = Statement::Kind::update;
    table();
    where();
    changes();
    returning();
  }

  void changes() {
    if (!words_.at("SET") && !words_.at("REMOVE")) words_.refuse();
    while (words_.at("SET") || words_.at("REMOVE")) {
      const bool sets = words_.take("SET");
      if (!sets) words_.take("REMOVE");
      do sets ? set() : remove_path();
      while (words_.take(","));
    }
  }

  void remove() {
    statement_.kind = Statement::Kind::remove;
    words_.expect("FROM");
    const Word::Kind kind = words_.peek().kind;
    if ((kind != Word::Kind::name && kind != Word::Kind::quoted_name) || words_.at("WHERE")) {
      refuse_statement("Expected identifier for simple path");
    }
    table();
    if (!words_.at("WHERE")) refuse_statement("The WHERE clause is required in DELETE");
    where();
    returning();
  }

  // A table has no other name in a statement.
  void table() {
    read_table();
    for (const std::string_view word : {",", "JOIN", "INNER", "LEFT", "RIGHT", "FULL", "CROSS"}) {
      if (statement_.kind != Statement::Kind::select || !words_.at(word)) continue;
      throw validation("Only select from a single table or index is supported.");
    }
    const Word::Kind kind = words_.peek().kind;
    const bool name = kind == Word::Kind::name || kind == Word::Kind::quoted_name;
    if (!name) return;
    for (const std::string_view word : {"WHERE", "ORDER", "GROUP", "LIMIT", "SET", "REMOVE", "RETURNING"}) {
      if (words_.at(word)) return;
    }
    throw validation("Aliasing is not supported");
  }

  void read_table() {
    std::vector<std::string> parts;
    do parts.push_back(words_.name());
    while (words_.take("."));
    if (parts.size() > 2) throw validation("A path may contain at most 2 components in the FROM clause");
    for (const std::string& part : parts) {
      if (part.empty()) throw validation("Path component cannot be an empty string");
    }
    statement_.table = parts[0];
    if (parts.size() > 1) statement_.index = parts[1];
  }

  void where() {
    if (!words_.take("WHERE")) return;
    statement_.where = words_.condition();
    if (is_bare(*statement_.where)) {
      throw validation("WHERE clause must contain an expression that resolves to a boolean");
    }
    check_parts(*statement_.where);
  }

  // A value or path where a condition should be.
  static bool is_bare(const Condition& condition) {
    return condition.kind == Condition::Kind::comparison && condition.operands.size() == 1;
  }

  static void check_parts(const Condition& condition) {
    for (const Condition& child : condition.children) {
      if (is_bare(child)) {
        throw validation(condition.kind == Condition::Kind::negation
                             ? "The argument to NOT must be a Type or Expression"
                             : "The arguments to AND/OR must be Expressions");
      }
      check_parts(child);
    }
  }

  void remove_path() {
    Action action;
    action.section = Action::Section::remove;
    action.path = words_.path();
    statement_.update.push_back(std::move(action));
  }

  // Sums and differences from left to right; "+" and "-" are functions of two operands.
  Operand set_expression() {
    Operand left = set_operand();
    while (words_.at("+") || words_.at("-")) {
      Operand sum;
      sum.kind = Operand::Kind::function;
      sum.name = words_.take().text;
      count_operation();
      sum.arguments.push_back(std::move(left));
      sum.arguments.push_back(set_operand());
      for (const Operand& argument : sum.arguments) check_number(argument, sum.name[0]);
      left = std::move(sum);
    }
    words_.check_operator("Update");
    return left;
  }

  // What SET calculates may be as long as expressions may, not as deep as the stack.
  void count_operation() {
    constexpr int most = 300;
    if (++operations_ > most) refuse_statement("The statement is nested too deeply");
  }

  Operand set_operand() {
    if (words_.take("(")) {
      count_operation();
      Operand inner = set_expression();
      words_.expect(")");
      return inner;
    }
    if (words_.at("-") && (words_.peek(1).kind == Word::Kind::name || words_.peek(1).text == "?")) {
      throw validation(
          "Incorrect number of operands for operator or function; operator or function: -, number of "
          "operands: "
          "1");
    }
    for (const char* name : {"list_append", "if_not_exists"}) {
      if (!words_.at_call(name)) continue;
      words_.take();
      words_.take();
      count_operation();
      Operand call;
      call.kind = Operand::Kind::function;
      call.name = name;
      call.arguments.push_back(set_operand());
      words_.expect(",");
      call.arguments.push_back(set_operand());
      words_.expect(")");
      return call;
    }
    return words_.operand();
  }

  // path = set_add(path, set) or set_delete(path, set)
  void change_set(Action& action) {
    const Word function = words_.take();
    const bool adds = same_word(function.text, "set_add");
    const std::string name = adds ? "SET_ADD" : "SET_DELETE";
    words_.take();
    const std::string first_position = words_.peek().position();
    std::vector<Operand> arguments;
    if (!words_.at(")")) {
      do arguments.push_back(words_.operand());
      while (words_.take(","));
    }
    words_.expect(")");
    if (arguments.size() != 2) {
      throw validation(name + " must have exactly two arguments at " + function.position());
    }
    if (arguments[0].kind != Operand::Kind::path || arguments[0].path != action.path) {
      throw validation("The first argument to " + name + " must equal the assignment value at " +
                       function.position());
    }
    if (arguments[1].kind != Operand::Kind::value || !is_set(Value(arguments[1].value).type)) {
      throw validation("The second argument to " + name + " must be a value with type SET at " +
                       first_position);
    }
    action.section = adds ? Action::Section::add : Action::Section::remove_elements;
    action.left = std::move(arguments[1]);
  }

  void set() {
    Action action;
    action.path = words_.path();
    words_.expect("=");
    if (words_.at_call("set_add") || words_.at_call("set_delete")) {
      change_set(action);
    } else {
      action.left = set_expression();
      if (action.left.name == "+" || action.left.name == "-") {
        action.operation = action.left.name[0];
        std::vector<Operand> both = std::move(action.left.arguments);
        action.left = std::move(both[0]);
        action.right = std::move(both[1]);
      }
    }
    statement_.update.push_back(std::move(action));
  }

  static void check_number(const Operand& operand, char operation) {
    if (operand.kind != Operand::Kind::value || Value(operand.value).type == Type::number) return;
    throw validation("Incorrect operand type for operator or function; operator or function: " +
                     std::string(1, operation) +
                     ", operand type: " + std::string(type_name(Value(operand.value).type)));
  }

  void returning() {
    if (!words_.take("RETURNING")) return;
    const bool all = words_.take("ALL");
    if (!all) words_.expect("MODIFIED");
    const bool old = words_.take("OLD");
    if (!old) words_.expect("NEW");
    words_.expect("*");
    statement_.returning = all ? (old ? Returning::all_old : Returning::all_new)
                               : (old ? Returning::modified_old : Returning::modified_new);
    if (statement_.kind == Statement::Kind::remove && statement_.returning != Returning::all_old) {
      throw validation(std::string("Invalid returning clause: RETURNING ") + (all ? "ALL" : "MODIFIED") +
                       (old ? " OLD" : " NEW") +
                       " *. Only RETURNING ALL OLD * is allowed in DELETE statements.");
    }
  }

  WordCursor words_;
  Statement statement_;
  int operations_ = 0;
};

}  // namespace

std::string column_name(const Path& path) {
  std::string name;
  for (const Step& step : path) {
    if (step.is_index) {
      name += "[" + std::to_string(step.index) + "]";
    } else {
      name = step.name;
    }
  }
  return name;
}

void check_parameters(const json::array& parameters) {
  for (const json::value& one : parameters) encode_value(one, Reading::older);
}

Statement parse_statement(std::string_view text, const json::array* parameters) {
  return StatementReader(text, parameters).whole();
}

}  // namespace orrery::dynamodb::partiql
