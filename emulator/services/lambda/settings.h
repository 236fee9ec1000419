#pragma once
// The constraints on what CreateFunction and UpdateFunctionConfiguration let a caller set.
#include "core/input.h"
#include "services/lambda/complaints.h"

namespace orrery::lambda {

void check_settings(Complaints& complaints, const Input& input);
// {"x86_64"} or {"arm64"}, of functions and of their code.
void check_architectures(Complaints& complaints, const Input& input);

}  // namespace orrery::lambda
