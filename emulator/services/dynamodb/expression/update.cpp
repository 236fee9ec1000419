// What an update makes of an item: every operand is read from the item as it was.
#include <algorithm>
#include <set>

#include "services/dynamodb/errors.h"
#include "services/dynamodb/expression/change_tree.h"
#include "services/dynamodb/expression/evaluate.h"
#include "services/dynamodb/number.h"

namespace orrery::dynamodb {
namespace {

[[noreturn]] void refuse_operand() {
  throw validation("An operand in the update expression has an incorrect data type");
}

void check_same_type(const Action& action, const Value& old, const Value& operand) {
  if (old.type == operand.type) return;
  if (action.legacy) throw validation("Type mismatch for attribute to update");
  refuse_operand();
}

class Updater {
 public:
  explicit Updater(std::string_view item) : item_(item) {}

  std::string run(const Update& update) {
    for (const Action& action : update) {
      switch (action.section) {
        case Action::Section::set:
          changes_.set(action.path, set_value(action));
          break;
        case Action::Section::remove:
          remove(action.path);
          break;
        case Action::Section::add:
          changes_.set(action.path, sum(action));
          break;
        case Action::Section::remove_elements:
          remove_elements(action);
          break;
      }
    }
    return changes_.apply(item_);
  }

 private:
  // A member that is absent may be removed; a container that is absent or of the other kind may not be
  // walked through.
  void remove(const Path& path) {
    if (path.size() > 1) {
      const auto parent = find_path(item_, Path(path.begin(), path.end() - 1));
      if (!parent || parent->type != (path.back().is_index ? Type::list : Type::map)) {
        throw validation("The document path provided in the update expression is invalid for update");
      }
      if (path.back().is_index && !find_path(item_, path)) return;
    }
    changes_.remove(path);
  }

  std::string set_value(const Action& action) const {
    std::string left = evaluate(action.left);
    return action.operation ? calculate(left, action.operation, evaluate(action.right)) : left;
  }

  static std::string calculate(const std::string& left, char operation, const std::string& right) {
    const Value a(left), b(right);
    if (a.type != Type::number || b.type != Type::number) refuse_operand();
    return make_value(Type::number, operation == '+' ? add_numbers(a.payload, b.payload)
                                                     : subtract_numbers(a.payload, b.payload));
  }

  std::string evaluate(const Operand& operand) const {
    if (operand.kind == Operand::Kind::value) return operand.value;
    if (operand.kind == Operand::Kind::path) {
      const auto value = find_path(item_, operand.path);
      if (value) return std::string(value->bytes);
      throw validation("The provided expression refers to an attribute that does not exist in the item");
    }
    if (operand.name == "if_not_exists") {
      const auto value = find_path(item_, operand.arguments[0].path);
      return value ? std::string(value->bytes) : evaluate(operand.arguments[1]);
    }
    if (operand.name == "+" || operand.name == "-") {
      return calculate(evaluate(operand.arguments[0]), operand.name[0], evaluate(operand.arguments[1]));
    }
    std::string payload;
    for (const Operand& argument : operand.arguments) {
      const std::string part = evaluate(argument);
      const Value list(part);
      if (list.type != Type::list) refuse_operand();
      payload += list.payload;
    }
    return make_value(Type::list, payload);
  }

  static std::set<std::string> elements(const Value& set) {
    std::set<std::string> elements;
    for (Reader reader(set.payload); !reader.done();) elements.emplace(reader.text());
    return elements;
  }

  std::string sum(const Action& action) const {
    const Value operand(action.left.value);
    const auto old = find_path(item_, action.path);
    if (!old) return action.left.value;
    check_same_type(action, *old, operand);
    if (operand.type == Type::number) {
      return make_value(Type::number, add_numbers(old->payload, operand.payload));
    }
    // Only AttributeUpdates can add to a list: it appends.
    if (operand.type == Type::list) {
      return make_value(Type::list, std::string(old->payload) + std::string(operand.payload));
    }
    std::set<std::string> united = elements(*old);
    united.merge(elements(operand));
    return make_set(operand.type, {united.begin(), united.end()});
  }

  void remove_elements(const Action& action) {
    const Value operand(action.left.value);
    const auto old = find_path(item_, action.path);
    if (!old) {
      if (action.path.size() > 1) remove(action.path);
      return;
    }
    check_same_type(action, *old, operand);
    std::set<std::string> left = elements(*old);
    for (Reader reader(operand.payload); !reader.done();) left.erase(std::string(reader.text()));
    if (left.empty()) return changes_.remove(action.path);
    changes_.set(action.path, make_set(operand.type, {left.begin(), left.end()}));
  }

  std::string_view item_;
  ChangeTree changes_;
};

}  // namespace

std::string apply_update(const Update& update, std::string_view item) { return Updater(item).run(update); }

}  // namespace orrery::dynamodb
