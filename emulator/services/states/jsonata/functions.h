#pragma once
// The built-in functions by theme.
#include <span>

#include "services/states/jsonata/evaluator.h"

namespace orrery::states::jsonata {

// Arguments are as the signature shaped them: as many as it has parameters, absent ones nothing.
using Run = Value (*)(Evaluator& evaluator, Values& arguments);

struct Builtin {
  const char* name;
  const char* signature;
  Run run;
};

std::span<const Builtin> text_functions();
std::span<const Builtin> pattern_functions();
std::span<const Builtin> number_functions();
std::span<const Builtin> format_functions();
std::span<const Builtin> array_functions();
std::span<const Builtin> object_functions();
std::span<const Builtin> code_functions();
std::span<const Builtin> time_functions();

// Time pictures, as $fromMillis and $toMillis take them.
std::string format_time(std::int64_t ms, std::string_view picture, std::string_view zone);
std::optional<std::int64_t> parse_time(std::string_view text, std::string_view picture);
// "w", "I", "A", "01"...: whole numbers in words, roman digits, letters or digits. Throws Error.
std::string format_integer(double number, std::string_view picture);

}  // namespace orrery::states::jsonata
