#pragma once
// The table of the functions that begin with "Fn::".
#include "services/cloudformation/template/evaluate.h"

namespace orrery::cloudformation {

std::optional<json::value> call_function(std::string_view name, const json::value& argument,
                                         const Names& names);

// A value that must come out as text. Throws ValidationError for objects and lists.
std::string evaluate_text(const json::value& value, const Names& names);

}  // namespace orrery::cloudformation
