#pragma once
// The operations of SSM, one file each.
#include "services/ssm/ssm.h"

namespace orrery::ssm {

json::object delete_parameter(Ssm& ssm, const Input& input);
json::object delete_parameters(Ssm& ssm, const Input& input);
json::object describe_parameters(Ssm& ssm, const Input& input);
json::object get_parameter(Ssm& ssm, const Input& input);
json::object get_parameters(Ssm& ssm, const Input& input);
json::object get_parameters_by_path(Ssm& ssm, const Input& input);
json::object put_parameter(Ssm& ssm, const Input& input);

}  // namespace orrery::ssm
