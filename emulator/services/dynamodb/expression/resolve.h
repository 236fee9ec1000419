#pragma once
// What the checks of all three grammars share: filling in names and values, reserved words, overlapping
// paths.
#include <string>
#include <string_view>
#include <vector>

#include "services/dynamodb/expression/bindings.h"
#include "services/dynamodb/expression/syntax.h"

namespace orrery::dynamodb {

class Resolver {
 public:
  Resolver(std::string_view label, Bindings& bindings) : label_(label), bindings_(bindings) {}

  [[noreturn]] void refuse(const std::string& what) const;

  void check_reserved(const Path& path) const;
  void check_reserved(const Operand& operand) const;  // with its arguments

  void resolve(Path& path) const;
  void resolve(Operand& operand) const;

  // No path may be, or lie below, another; nor may one treat as a list what another treats as a map.
  void check_overlaps(const std::vector<const Path*>& paths) const;

 private:
  std::string label_;
  Bindings& bindings_;
};

}  // namespace orrery::dynamodb
