#pragma once
// The intrinsic functions by name. Each takes evaluated arguments and throws IntrinsicError where they are
// wrong. Which those are, and the words, are what was seen of AWS.
#include <span>
#include <string>
#include <string_view>

#include "core/entropy.h"
#include "core/json.h"

namespace orrery::states {

struct IntrinsicError {
  std::string message;  // empty: "Invalid arguments in States.Name", all AWS says of most
};

using Arguments = std::span<const json::value>;

// A number without its fraction, which most functions drop.
std::int64_t whole_part(const json::value& number);

struct IntrinsicFunction {
  std::string_view name;
  std::size_t least, most;  // arguments; looked at when it is called
  json::value (*run)(Arguments arguments, Entropy& entropy);
};

const IntrinsicFunction* find_function(std::string_view name);

// By theme, one file each.
std::span<const IntrinsicFunction> array_functions();
std::span<const IntrinsicFunction> text_functions();
std::span<const IntrinsicFunction> value_functions();

}  // namespace orrery::states
