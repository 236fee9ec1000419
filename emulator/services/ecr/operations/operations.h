#pragma once
// The operations of ECR, one file each.
#include "services/ecr/ecr.h"

namespace orrery::ecr {

json::object create_repository(Ecr& ecr, const Input& input);
json::object delete_repository(Ecr& ecr, const Input& input);
json::object describe_images(Ecr& ecr, const Input& input);
json::object describe_repositories(Ecr& ecr, const Input& input);
json::object get_authorization_token(Ecr& ecr, const Input& input);
json::object get_lifecycle_policy(Ecr& ecr, const Input& input);
json::object get_repository_policy(Ecr& ecr, const Input& input);
json::object list_images(Ecr& ecr, const Input& input);
json::object list_tags_for_resource(Ecr& ecr, const Input& input);
json::object put_lifecycle_policy(Ecr& ecr, const Input& input);
json::object set_repository_policy(Ecr& ecr, const Input& input);

}  // namespace orrery::ecr
