#pragma once
// The operations of SSM, one file each.
#include "services/ssm/ssm.h"

namespace orrery::ssm {

json::object add_tags_to_resource(Ssm& ssm, const Input& input);
json::object delete_parameter(Ssm& ssm, const Input& input);
json::object delete_parameters(Ssm& ssm, const Input& input);
json::object describe_parameters(Ssm& ssm, const Input& input);
json::object get_parameter(Ssm& ssm, const Input& input);
json::object get_parameter_history(Ssm& ssm, const Input& input);
json::object get_parameters(Ssm& ssm, const Input& input);
json::object get_parameters_by_path(Ssm& ssm, const Input& input);
json::object label_parameter_version(Ssm& ssm, const Input& input);
json::object list_tags_for_resource(Ssm& ssm, const Input& input);
json::object put_parameter(Ssm& ssm, const Input& input);
json::object remove_tags_from_resource(Ssm& ssm, const Input& input);
json::object unlabel_parameter_version(Ssm& ssm, const Input& input);

}  // namespace orrery::ssm
