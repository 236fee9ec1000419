// Secrets, their policies and the days of their rotation.
#include "services/cloudformation/resources/properties.h"
#include "services/cloudformation/resources/resource_type.h"

namespace orrery::cloudformation {
namespace {

// The value the template gives, or one made as GenerateSecretString says; alone, or as a member of its
// template.
Work add_value(Step& step, json::object& input) {
  if (step.has("SecretString")) input["SecretString"] = step.text("SecretString");
  const json::object* rules = step.object("GenerateSecretString");
  if (!rules) co_return;
  if (step.has("SecretString"))
    throw AwsError("InvalidRequest", "You can't specify both SecretString and GenerateSecretString.");
  json::object wanted = *rules;
  const std::string member = text_of(wanted, "GenerateStringKey"),
                    frame = text_of(wanted, "SecretStringTemplate");
  wanted.erase("GenerateStringKey");
  wanted.erase("SecretStringTemplate");
  const json::object made = co_await step.call("secretsmanager", "GetRandomPassword", std::move(wanted));
  input["SecretString"] = made.at("RandomPassword");
  if (frame.empty() && member.empty()) co_return;
  auto value = parse_json(frame);
  if (member.empty() || !value || !value->is_object())
    throw AwsError("InvalidRequest",
                   "SecretStringTemplate must be a JSON object, and GenerateStringKey name a member of it.");
  value->get_object()[member] = made.at("RandomPassword");
  input["SecretString"] = to_text(*value);
}

void settle_secret(Step& step, const std::string& arn) {
  step.physical = arn;
  step.attributes = {{"Id", arn}};
}

Work create_secret(Step& step) {
  const std::string name = step.name("Name", 512);
  json::object input{{"Name", name}};
  copy(step.properties, input, {"Description", "KmsKeyId"});
  if (json::array tags = tag_list(step); !tags.empty()) input["Tags"] = std::move(tags);
  co_await add_value(step, input);
  co_await step.make("secretsmanager", "CreateSecret", std::move(input), "ResourceExistsException");
  json::object look{{"SecretId", name}};
  const json::object made = co_await step.call("secretsmanager", "DescribeSecret", std::move(look));
  settle_secret(step, text_of(made, "ARN"));
}

Work update_secret(Step& step) {
  json::object input{{"SecretId", step.physical}};
  copy(step.properties, input, {"Description", "KmsKeyId"});
  if (step.changed("SecretString") || step.changed("GenerateSecretString")) co_await add_value(step, input);
  co_await step.call("secretsmanager", "UpdateSecret", std::move(input));
  settle_secret(step, step.physical);
  if (json::array tags = tag_list(step); !tags.empty()) {
    json::object more{{"SecretId", step.physical}, {"Tags", std::move(tags)}};
    co_await step.call("secretsmanager", "TagResource", std::move(more));
  }
}

Work remove_secret(Step& step) {
  json::object input{{"SecretId", step.physical}, {"ForceDeleteWithoutRecovery", true}};
  co_await step.remove("secretsmanager", "DeleteSecret", std::move(input));
}

Work put_secret_policy(Step& step) {
  const std::string secret = step.text("SecretId");
  json::object input{{"SecretId", secret}};
  if (const json::value* policy = find(step.properties, "ResourcePolicy"))
    input["ResourcePolicy"] = document_text(*policy);
  const json::object put = co_await step.call("secretsmanager", "PutResourcePolicy", std::move(input));
  settle_secret(step, text_of(put, "ARN"));
}

Work remove_secret_policy(Step& step) {
  json::object input{{"SecretId", step.physical}};
  co_await step.remove("secretsmanager", "DeleteResourcePolicy", std::move(input));
}

Work put_rotation(Step& step) {
  json::object input{{"SecretId", step.text("SecretId")}};
  copy(step.properties, input, {"RotationLambdaARN", "RotationRules"});
  input["RotateImmediately"] = step.text("RotateImmediatelyOnUpdate") != "false";
  const json::object begun = co_await step.call("secretsmanager", "RotateSecret", std::move(input));
  settle_secret(step, text_of(begun, "ARN"));
}

Work remove_rotation(Step& step) {
  json::object input{{"SecretId", step.physical}};
  co_await step.remove("secretsmanager", "CancelRotateSecret", std::move(input));
}

constexpr std::string_view secret_replacing[] = {"Name"};
constexpr std::string_view of_secret_replacing[] = {"SecretId"};

constexpr ResourceType secret_table[] = {
    {"AWS::SecretsManager::Secret", "Name", secret_replacing, create_secret, update_secret, remove_secret},
    {"AWS::SecretsManager::ResourcePolicy", "", of_secret_replacing, put_secret_policy, put_secret_policy,
     remove_secret_policy},
    {"AWS::SecretsManager::RotationSchedule", "", of_secret_replacing, put_rotation, put_rotation,
     remove_rotation},
};

}  // namespace

std::span<const ResourceType> secret_types() { return secret_table; }

}  // namespace orrery::cloudformation
