#include "services/dynamodb/update_charge.h"

#include "services/dynamodb/errors.h"
#include "services/dynamodb/item_store.h"
#include "services/dynamodb/value.h"

namespace orrery::dynamodb {
namespace {

std::size_t step_bytes(const Step& step) {
  return step.is_index ? std::to_string(step.index).size() : step.name.size();
}

std::size_t target_charge(const Path& path) {
  std::size_t bytes = step_bytes(path[0]);
  for (std::size_t i = 1; i < path.size(); ++i) bytes += 4 + step_bytes(path[i]);
  return bytes;
}

std::size_t operand_charge(const Operand& operand) {
  if (operand.kind == Operand::Kind::value) return value_size(Value(operand.value));
  std::size_t bytes = 1;
  if (operand.kind == Operand::Kind::path) {
    for (const Step& step : operand.path) bytes += 14 + step_bytes(step);
    return bytes;
  }
  bytes = operand.name == "if_not_exists" ? 39 : 37;
  for (const Operand& argument : operand.arguments) bytes += operand_charge(argument);
  return bytes;
}

std::size_t clause_charge(const Action& action) {
  using Section = Action::Section;
  const std::size_t target = target_charge(action.path);
  if (action.section == Section::remove || action.section == Section::remove_elements) return 1 + target;
  std::size_t bytes = 19 + target + operand_charge(action.left);
  if (action.operation) bytes += (action.operation == '+' ? 34 : 37) + operand_charge(action.right);
  return bytes;
}

// The greatest number of bytes that values can come to, cheaply.
std::size_t bound(const Operand& operand) {
  std::size_t bytes = operand.value.size();
  for (const Operand& argument : operand.arguments) bytes += bound(argument);
  return bytes;
}

}  // namespace

void check_update_charge(const Update& update) {
  std::size_t most = 0;
  for (const Action& action : update) most += bound(action.left) + bound(action.right);
  if (most < max_item_size / 4) return;
  if (update_charge(update) <= max_item_size) return;
  throw validation("Item size to update has exceeded the maximum allowed size");
}

std::size_t update_charge(const Update& update) {
  std::size_t bytes = 3;
  for (const Action& action : update) bytes += clause_charge(action);
  return bytes;
}

}  // namespace orrery::dynamodb
