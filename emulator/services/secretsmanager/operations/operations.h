#pragma once
// The operations of Secrets Manager, one file each.
#include "services/secretsmanager/secretsmanager.h"

namespace orrery::secretsmanager {

json::object batch_get_secret_value(SecretsManager& manager, const Input& input);
json::object cancel_rotate_secret(SecretsManager& manager, const Input& input);
json::object create_secret(SecretsManager& manager, const Input& input);
json::object delete_resource_policy(SecretsManager& manager, const Input& input);
json::object delete_secret(SecretsManager& manager, const Input& input);
json::object describe_secret(SecretsManager& manager, const Input& input);
json::object get_random_password(SecretsManager& manager, const Input& input);
json::object get_resource_policy(SecretsManager& manager, const Input& input);
json::object get_secret_value(SecretsManager& manager, const Input& input);
json::object list_secret_version_ids(SecretsManager& manager, const Input& input);
json::object list_secrets(SecretsManager& manager, const Input& input);
json::object put_resource_policy(SecretsManager& manager, const Input& input);
json::object put_secret_value(SecretsManager& manager, const Input& input);
json::object restore_secret(SecretsManager& manager, const Input& input);
void rotate_secret(SecretsManager& manager, const Input& input, Reply reply);
json::object tag_resource(SecretsManager& manager, const Input& input);
json::object untag_resource(SecretsManager& manager, const Input& input);
json::object update_secret(SecretsManager& manager, const Input& input);
json::object update_secret_version_stage(SecretsManager& manager, const Input& input);
json::object validate_resource_policy(SecretsManager& manager, const Input& input);

}  // namespace orrery::secretsmanager
