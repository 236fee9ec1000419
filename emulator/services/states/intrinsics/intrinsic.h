#pragma once
// States.Format(...) and its kin: parsed once, evaluated against a scope.
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/entropy.h"
#include "services/states/scope.h"

namespace orrery::states {

struct Intrinsic {
  enum class Kind { literal, path, call };
  Kind kind = Kind::literal;
  json::value literal;
  Path path;
  std::string name;  // "States.Format"
  std::vector<Intrinsic> arguments;
  std::string text;  // as it was written

  // Throws PathError where `text` is not a call of an intrinsic function.
  static Intrinsic parse(std::string_view text);
  // Throws Failure: States.Runtime, also for arguments a function cannot use.
  json::value evaluate(const Scope& scope, Entropy& entropy) const { return evaluate(scope, entropy, *this); }
  // Every path in it, for checks of a definition.
  void collect_paths(std::vector<const Path*>& into) const;

 private:
  // `whole`: the outermost call, which is named where an argument is missing or wrong.
  json::value evaluate(const Scope& scope, Entropy& entropy, const Intrinsic& whole) const;
};

// Whether a text names an intrinsic function: "States." in front.
bool looks_intrinsic(std::string_view text);

}  // namespace orrery::states
