#pragma once
// What AWS's front end checks before an operation is looked at: required members, lengths, patterns, words.
#include "core/input.h"

namespace orrery::kinesis {

// Refuses with a ValidationException that names all violations of the request's own members.
void check_request(std::string_view operation, const Input& input);

}  // namespace orrery::kinesis
