#pragma once
// The intrinsic functions by name. Each takes evaluated arguments and throws IntrinsicError where they are
// wrong.
#include <span>
#include <string>
#include <string_view>

#include "core/entropy.h"
#include "core/json.h"

namespace orrery::states {

struct IntrinsicError {
  std::string message;
};

using Arguments = std::span<const json::value>;

struct IntrinsicFunction {
  std::string_view name;
  std::size_t least, most;  // arguments
  json::value (*run)(Arguments arguments, Entropy& entropy);
};

const IntrinsicFunction* find_function(std::string_view name);

// By theme, one file each.
std::span<const IntrinsicFunction> array_functions();
std::span<const IntrinsicFunction> text_functions();
std::span<const IntrinsicFunction> value_functions();

}  // namespace orrery::states
