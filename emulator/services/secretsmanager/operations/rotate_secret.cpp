#include "services/secretsmanager/operations/operations.h"
#include "services/secretsmanager/versions.h"

namespace orrery::secretsmanager {
namespace {

void check_rules(const json::object& rules) {
  for (const char* member : {"ScheduleExpression", "Duration"})
    if (find(rules, member))
      throw not_supported("secretsmanager:RotateSecret:RotationRules." + std::string(member));
  constexpr std::int64_t most = 1000;
  const auto days = find_number(rules, "AutomaticallyAfterDays");
  if (days && (*days < 1 || *days > most))
    throw invalid_parameter("RotationRules.AutomaticallyAfterDays must be within 1-1000.");
}

// Keeps what the request says of rotation. The function must be there.
void configure(SecretsManager& manager, const Input& input, json::object& secret) {
  if (const auto function = input.maybe_text("RotationLambdaARN"); function && !function->empty())
    secret["RotationLambdaARN"] = boost_view(*function);
  if (!find(secret, "RotationLambdaARN"))
    throw invalid_request("No Lambda rotation function ARN is associated with this secret.");
  if (!manager.rotations.can_call(input.context, text_of(secret, "RotationLambdaARN")))
    throw AwsError(
        "AccessDeniedException",
        "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy "
        "grants access to the principal secretsmanager.amazonaws.com.");
  if (const json::object* rules = input.maybe_object("RotationRules")) {
    check_rules(*rules);
    secret["RotationRules"] = *rules;
  }
  secret["RotationEnabled"] = true;
}

}  // namespace

void rotate_secret(SecretsManager& manager, const Input& input, Reply reply) {
  input.refuse_unsupported({"ExternalSecretRotationMetadata", "ExternalSecretRotationRoleArn"});
  json::object secret = manager.secrets.usable(input.context, input.text("SecretId", 1, 2048));
  const std::string token = version_id(input, [&] { return manager.entropy.uuid(); });
  configure(manager, input, secret);
  json::object* waiting = find_staged(secret, pending);
  if (waiting && waiting != find_staged(secret, current)) {
    manager.rotations.run(input.context, secret, text_of(*waiting, "VersionId"));
    return reply.fail(
        invalid_request("A previous rotation isn't complete. That rotation will be reattempted."));
  }
  json::object answer = identity(secret);
  if (input.flag("RotateImmediately", true)) {
    manager.rotations.begin(input.context, secret, token);
    answer["VersionId"] = token;
  } else {
    if (const auto next = next_rotation(secret, manager.secrets.now())) secret["NextRotationDate"] = *next;
    manager.secrets.save_changed(input.context, secret);
    manager.rotations.schedule(input.context, secret);
  }
  reply.ok(std::move(answer));
}

}  // namespace orrery::secretsmanager
