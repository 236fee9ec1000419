#pragma once
// How code is written down in the records of the store.
#include "core/json.h"
#include "services/lambda/code_store.h"

namespace orrery::lambda {

json::object code_record(const Code& code);
Code read_code(const json::object& record);

}  // namespace orrery::lambda
