#include "services/secretsmanager/operations/operations.h"
#include "services/secretsmanager/versions.h"

namespace orrery::secretsmanager {
namespace {

json::object& named(json::object& secret, std::string_view id) {
  if (json::object* version = find_version(secret, id)) return *version;
  throw AwsError("ResourceNotFoundException",
                 "Secrets Manager can't find the specified secret value for VersionId: " + std::string(id));
}

}  // namespace

json::object update_secret_version_stage(SecretsManager& manager, const Input& input) {
  json::object secret = manager.secrets.usable(input.context, input.text("SecretId", 1, 2048));
  const std::string stage(input.text("VersionStage", 1, 256));
  const auto to = input.maybe_text("MoveToVersionId"), from = input.maybe_text("RemoveFromVersionId");
  json::object* holder = find_staged(secret, stage);
  json::object* target = to ? &named(secret, *to) : nullptr;
  if (from) named(secret, *from);
  if (!target && stage == current)
    throw invalid_parameter(
        "You can only move staging label AWSCURRENT to a different secret version. It can\u2019t be "
        "completely removed.");
  if (holder && holder != target && find_text(*holder, "VersionId") != from)
    throw invalid_parameter("The parameter RemoveFromVersionId can't be empty. Staging label " + stage +
                            " is currently attached to version " + text_of(*holder, "VersionId") +
                            ", so you must explicitly reference that version in RemoveFromVersionId.");
  if (target)
    attach(secret, stage, *target);
  else if (holder)
    detach(*holder, stage);
  manager.secrets.save_changed(input.context, secret);
  return identity(secret);
}

}  // namespace orrery::secretsmanager
