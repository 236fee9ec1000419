#pragma once
// The routes of an alias: one or two versions of one machine, whose weights make 100.
#include "services/states/requests/common.h"

namespace orrery::states {

// Throws ValidationException. The machine's name comes back with the routes.
std::pair<std::string, json::array> read_routes(States& states, const Input& input);
json::object alias_record(States& states, const Context& context, const MachineArn& arn);

}  // namespace orrery::states
