#pragma once
// The operations of ECR, one file each.
#include "services/ecr/ecr.h"

namespace orrery::ecr {

json::object batch_delete_image(Ecr& ecr, const Input& input);
json::object batch_get_image(Ecr& ecr, const Input& input);
json::object create_repository(Ecr& ecr, const Input& input);
json::object delete_lifecycle_policy(Ecr& ecr, const Input& input);
json::object delete_repository(Ecr& ecr, const Input& input);
json::object delete_repository_policy(Ecr& ecr, const Input& input);
json::object describe_images(Ecr& ecr, const Input& input);
json::object describe_repositories(Ecr& ecr, const Input& input);
json::object get_authorization_token(Ecr& ecr, const Input& input);
json::object get_lifecycle_policy(Ecr& ecr, const Input& input);
json::object get_repository_policy(Ecr& ecr, const Input& input);
json::object list_images(Ecr& ecr, const Input& input);
json::object list_tags_for_resource(Ecr& ecr, const Input& input);
json::object put_image_scanning_configuration(Ecr& ecr, const Input& input);
json::object put_image_tag_mutability(Ecr& ecr, const Input& input);
json::object put_lifecycle_policy(Ecr& ecr, const Input& input);
json::object set_repository_policy(Ecr& ecr, const Input& input);
json::object tag_resource(Ecr& ecr, const Input& input);
json::object untag_resource(Ecr& ecr, const Input& input);

}  // namespace orrery::ecr
