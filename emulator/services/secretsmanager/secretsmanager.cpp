#include "services/secretsmanager/secretsmanager.h"

#include "services/secretsmanager/operations/operations.h"

namespace orrery {
namespace {

constexpr Operation<SecretsManager> operations[] = {
    {"BatchGetSecretValue", secretsmanager::batch_get_secret_value},
    {"CancelRotateSecret", secretsmanager::cancel_rotate_secret},
    {"CreateSecret", secretsmanager::create_secret},
    {"DeleteResourcePolicy", secretsmanager::delete_resource_policy},
    {"DeleteSecret", secretsmanager::delete_secret},
    {"DescribeSecret", secretsmanager::describe_secret},
    {"GetRandomPassword", secretsmanager::get_random_password},
    {"GetResourcePolicy", secretsmanager::get_resource_policy},
    {"GetSecretValue", secretsmanager::get_secret_value},
    {"ListSecretVersionIds", secretsmanager::list_secret_version_ids},
    {"ListSecrets", secretsmanager::list_secrets},
    {"PutResourcePolicy", secretsmanager::put_resource_policy},
    {"PutSecretValue", secretsmanager::put_secret_value},
    {"RestoreSecret", secretsmanager::restore_secret},
    {"RotateSecret", secretsmanager::rotate_secret},
    {"TagResource", secretsmanager::tag_resource},
    {"UntagResource", secretsmanager::untag_resource},
    {"UpdateSecret", secretsmanager::update_secret},
    {"UpdateSecretVersionStage", secretsmanager::update_secret_version_stage},
    {"ValidateResourcePolicy", secretsmanager::validate_resource_policy},
};

constexpr ServiceInfo description{
    .name = "secretsmanager",
    .resource = "SecretId,Name",
    .wires = {.target = "secretsmanager", .json_version = "1.1", .query = nullptr, .routes = {}},
    .refusals = {}};

}  // namespace

SecretsManager::SecretsManager(Core& core)
    : clock(core.clock),
      entropy(core.entropy.fork("secretsmanager")),
      secrets(core.store, core.clock),
      rotations(core, secrets) {}

const ServiceInfo& SecretsManager::info() const { return description; }

void SecretsManager::call(std::string_view operation, const Context& context, const json::object& input,
                          Reply reply) {
  dispatch<SecretsManager>(operations, *this, operation, context, input, std::move(reply));
}

}  // namespace orrery
