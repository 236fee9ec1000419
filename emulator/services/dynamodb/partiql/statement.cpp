// select := SELECT * | path {, path} FROM table [. index] [WHERE condition] [ORDER BY name [ASC | DESC]]
// insert := INSERT INTO table VALUE map
// update := UPDATE table { SET path = value | REMOVE path } WHERE condition [RETURNING what]
// delete := DELETE FROM table WHERE condition [RETURNING what]
// exists := EXISTS ( select )
#include "services/dynamodb/partiql/statement.h"

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
    } else {
      words_.refuse();
    }
    words_.finish();
    return std::move(statement_);
  }

 private:
  void select() {
    statement_.kind = Statement::Kind::select;
    if (!words_.take("*")) {
      statement_.projection.emplace();
      do statement_.projection->push_back(words_.path());
      while (words_.take(","));
    }
    words_.expect("FROM");
    table();
    where();
    if (words_.take("ORDER")) {
      words_.expect("BY");
      statement_.order_by = words_.name();
      statement_.descending = words_.take("DESC");
      if (!statement_.descending) words_.take("ASC");
    }
  }

  void insert() {
    statement_.kind = Statement::Kind::insert;
    words_.expect("INTO");
    table();
    words_.expect("VALUE");
    const std::string value = words_.value();
    if (Value(value).type != Type::map) refuse_statement("The item to insert must be a map");
    statement_.item = Value(value).payload;
  }

  void update() {
    statement_.kind = Statement::Kind::update;
    table();
    if (!words_.at("SET") && !words_.at("REMOVE")) words_.refuse();
    while (words_.at("SET") || words_.at("REMOVE")) {
      const bool sets = words_.take("SET");
      if (!sets) words_.take("REMOVE");
      do sets ? set() : remove_path();
      while (words_.take(","));
    }
    if (!words_.at("WHERE")) refuse_statement("The WHERE clause is required in UPDATE");
    where();
    returning();
  }

  void remove() {
    statement_.kind = Statement::Kind::remove;
    words_.expect("FROM");
    table();
    if (!words_.at("WHERE")) refuse_statement("The WHERE clause is required in DELETE");
    where();
    returning();
  }

  void table() {
    statement_.table = words_.name();
    if (words_.take(".")) statement_.index = words_.name();
  }

  void where() {
    if (words_.take("WHERE")) statement_.where = words_.condition();
  }

  void remove_path() {
    Action action;
    action.section = Action::Section::remove;
    action.path = words_.path();
    statement_.update.push_back(std::move(action));
  }

  bool at_call(std::string_view name) const { return words_.at(name) && words_.peek(1).text == "("; }

  Operand set_operand() {
    for (const char* name : {"list_append", "if_not_exists"}) {
      if (!at_call(name)) continue;
      words_.take();
      words_.take();
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

  void set() {
    Action action;
    action.path = words_.path();
    words_.expect("=");
    const bool adds = at_call("set_add");
    if (adds || at_call("set_delete")) {
      words_.take();
      words_.take();
      words_.path();
      words_.expect(",");
      action.section = adds ? Action::Section::add : Action::Section::remove_elements;
      action.left = words_.operand();
      if (action.left.kind != Operand::Kind::value || !is_set(Value(action.left.value).type)) {
        throw validation("Incorrect operand type for operator or function; operator or function: " +
                         std::string(adds ? "set_add" : "set_delete"));
      }
      words_.expect(")");
    } else {
      action.left = set_operand();
      if (words_.at("+") || words_.at("-")) {
        action.operation = words_.take().text[0];
        action.right = set_operand();
      }
    }
    statement_.update.push_back(std::move(action));
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
  }

  WordCursor words_;
  Statement statement_;
};

}  // namespace

Statement parse_statement(std::string_view text, const json::array* parameters) {
  return StatementReader(text, parameters).whole();
}

}  // namespace orrery::dynamodb::partiql
