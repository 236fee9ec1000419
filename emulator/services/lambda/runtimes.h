#pragma once
// The runtimes by name, and what runs each of them here.
#include <optional>
#include <string>
#include <string_view>

namespace orrery::lambda {

enum class RuntimeKind {
  python,    // forked from a warm interpreter
  node,      // `node` with our bootstrap
  provided,  // the executable `bootstrap` in the code root
  foreign,   // a runtime of AWS's that nothing here can run
};

// std::nullopt where AWS knows no such runtime either.
std::optional<RuntimeKind> runtime_kind(std::string_view runtime);

// Whether AWS lets no function have it any more, and nothing here can run it.
bool is_retired(std::string_view runtime);

// "[nodejs20.x, python3.14, ...]": those a function may have, for the refusal of what is none.
std::string all_runtimes();

}  // namespace orrery::lambda
