#include "core/arn.h"
#include "services/secretsmanager/operations/operations.h"

namespace orrery::secretsmanager {
namespace {

// AWS deletes by force what is not there, and makes up an ARN.
json::object never_there(SecretsManager& manager, const Input& input, std::string_view id) {
  const auto arn = parse_arn(id);
  const std::string name(arn ? std::string_view(arn->resource).substr(arn->resource.find(':') + 1) : id);
  return {{"ARN", arn ? std::string(id)
                      : make_arn(input.context, "secretsmanager",
                                 "secret:" + name + "-" + manager.entropy.letters(6))},
          {"Name", name},
          {"DeletionDate", manager.secrets.now()}};
}

}  // namespace

json::object delete_secret(SecretsManager& manager, const Input& input) {
  const std::string_view id = input.text("SecretId", 1, 2048);
  const bool force = input.flag("ForceDeleteWithoutRecovery");
  const auto days = input.maybe_number("RecoveryWindowInDays");
  if (force && days)
    throw invalid_parameter(
        "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
  if (days && (*days < 7 || *days > 30))
    throw invalid_parameter("The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
  const double now = manager.secrets.now();
  auto secret = manager.secrets.find(input.context, id);
  if (force && !secret) return never_there(manager, input, id);
  json::object chosen = force ? *std::move(secret) : manager.secrets.usable(input.context, id);
  manager.rotations.unschedule(chosen);
  json::object answer = identity(chosen);
  if (force) {
    manager.secrets.erase(input.context, text_of(chosen, "Name"));
    answer["DeletionDate"] = now;
    return answer;
  }
  chosen["DeletedDate"] = now + static_cast<double>(days.value_or(30)) * day;
  manager.secrets.save(input.context, chosen);
  answer["DeletionDate"] = chosen["DeletedDate"];
  return answer;
}

}  // namespace orrery::secretsmanager
