#include "services/dynamodb/expression/resolve.h"

#include "services/dynamodb/errors.h"
#include "services/dynamodb/expression/compile.h"

namespace orrery::dynamodb {

void Resolver::refuse(const std::string& what) const { throw validation("Invalid " + label_ + ": " + what); }

void Resolver::check_reserved(const Path& path) const {
  for (const Step& step : path) {
    if (step.is_index || step.name.starts_with('#') || !is_reserved(step.name)) continue;
    refuse("Attribute name is a reserved keyword; reserved keyword: " + step.name);
  }
}

void Resolver::check_reserved(const Operand& operand) const {
  if (operand.kind == Operand::Kind::path) check_reserved(operand.path);
  for (const Operand& argument : operand.arguments) check_reserved(argument);
}

void Resolver::resolve(Path& path) const {
  for (Step& step : path) {
    if (step.is_index || !step.name.starts_with('#')) continue;
    const std::string* name = bindings_.name(step.name);
    if (!name) {
      refuse("An expression attribute name used in the document path is not defined; attribute name: " +
             step.name);
    }
    step.name = *name;
  }
}

void Resolver::resolve(Operand& operand) const {
  if (operand.kind == Operand::Kind::path) resolve(operand.path);
  if (operand.kind == Operand::Kind::value) {
    const std::string* value = bindings_.value(operand.name);
    if (!value) {
      refuse("An expression attribute value used in expression is not defined; attribute value: " +
             operand.name);
    }
    operand.value = *value;
  }
  for (Operand& argument : operand.arguments) resolve(argument);
}

void Resolver::check_overlaps(const std::vector<const Path*>& paths) const {
  std::string conflict;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const Path& one = *paths[j];
      const Path& two = *paths[i];
      std::size_t same = 0;
      while (same < one.size() && same < two.size() && one[same] == two[same]) ++same;
      const std::string both =
          "with each other; must remove or rewrite one of these paths; path one: " + print_path(one) +
          ", path two: " + print_path(two);
      if (same == one.size() || same == two.size()) refuse("Two document paths overlap " + both);
      if (one[same].is_index != two[same].is_index && conflict.empty()) {
        conflict = "Two document paths conflict " + both;
      }
    }
  }
  if (!conflict.empty()) refuse(conflict);
}

}  // namespace orrery::dynamodb
