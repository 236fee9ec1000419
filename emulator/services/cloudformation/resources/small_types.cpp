// Log groups, rules, parameters and repositories.

#include "core/arn.h"
#include "core/ascii.h"
#include "services/cloudformation/resources/properties.h"
#include "services/cloudformation/resources/resource_type.h"

namespace orrery::cloudformation {
namespace {

Work apply_retention(Step& step) {
  if (!step.changed("RetentionInDays")) co_return;
  json::object input{{"logGroupName", step.physical}};
  if (step.has("RetentionInDays")) input["retentionInDays"] = step.properties.at("RetentionInDays");
  const char* order = step.has("RetentionInDays") ? "PutRetentionPolicy" : "DeleteRetentionPolicy";
  co_await step.call("logs", order, std::move(input));
}

Work create_log_group(Step& step) {
  const std::string name = step.name("LogGroupName", 512);
  json::object input{{"logGroupName", name}};
  if (step.has("KmsKeyId")) input["kmsKeyId"] = step.text("KmsKeyId");
  if (step.has("LogGroupClass")) input["logGroupClass"] = step.text("LogGroupClass");
  if (json::object tags = tag_map(step); !tags.empty()) input["tags"] = std::move(tags);
  co_await step.make("logs", "CreateLogGroup", std::move(input), "ResourceAlreadyExistsException");
  step.physical = name;
  step.attributes = {{"Arn", make_arn(step.context, "logs", "log-group:" + name + ":*")}};
  co_await apply_retention(step);
}

Work update_log_group(Step& step) { co_await apply_retention(step); }

Work remove_log_group(Step& step) {
  json::object input{{"logGroupName", step.physical}};
  co_await step.remove("logs", "DeleteLogGroup", std::move(input));
}

Work remove_targets(Step& step, const json::object& properties, const json::object& kept) {
  json::array ids;
  const json::array* targets = find_array(properties, "Targets");
  const json::array* wanted = find_array(kept, "Targets");
  if (!targets) co_return;
  for (const json::value& item : *targets) {
    const json::value id = boost_view(find_text(item.as_object(), "Id").value_or(""));
    const auto is_same = [&id](const json::value& one) { return one.at("Id") == id; };
    if (!wanted || std::none_of(wanted->begin(), wanted->end(), is_same)) ids.push_back(id);
  }
  if (ids.empty()) co_return;
  json::object input{{"Rule", step.physical}, {"Ids", std::move(ids)}};
  copy(properties, input, {"EventBusName"});
  co_await step.remove("events", "RemoveTargets", std::move(input));
}

Work put_rule(Step& step) {
  const std::string name = step.physical.empty() ? step.name("Name", 64) : step.physical;
  json::object input{{"Name", name}};
  copy(step.properties, input, {"ScheduleExpression", "State", "Description", "EventBusName", "RoleArn"});
  if (step.has("EventPattern")) input["EventPattern"] = step.text("EventPattern");
  if (json::array tags = tag_list(step); !tags.empty() && step.physical.empty())
    input["Tags"] = std::move(tags);
  const json::object made = co_await step.call("events", "PutRule", std::move(input));
  step.physical = name;
  step.attributes = {{"Arn", boost_view(find_text(made, "RuleArn").value_or(""))}};
  co_await remove_targets(step, step.old_properties, step.properties);
  if (!step.has("Targets")) co_return;
  json::object targets{{"Rule", name}};
  copy(step.properties, targets, {"Targets", "EventBusName"});
  const json::object answer = co_await step.call("events", "PutTargets", std::move(targets));
  if (find_number(answer, "FailedEntryCount").value_or(0) > 0)
    throw AwsError("InvalidRequest", "PutTargets failed: " + to_text(answer.at("FailedEntries")), 400);
}

Work remove_rule(Step& step) {
  const json::object none;
  co_await remove_targets(step, step.properties, none);
  json::object input{{"Name", step.physical}};
  copy(step.properties, input, {"EventBusName"});
  co_await step.remove("events", "DeleteRule", std::move(input));
}

Work create_bus(Step& step) {
  const std::string name = step.name("Name", 256);
  json::object input{{"Name", name}};
  copy(step.properties, input, {"Description"});
  if (json::array tags = tag_list(step); !tags.empty()) input["Tags"] = std::move(tags);
  co_await step.make("events", "CreateEventBus", std::move(input), "ResourceAlreadyExistsException");
  step.physical = name;
  step.attributes = {{"Name", name}, {"Arn", make_arn(step.context, "events", "event-bus/" + name)}};
}

Work remove_bus(Step& step) {
  json::object input{{"Name", step.physical}};
  co_await step.remove("events", "DeleteEventBus", std::move(input));
}

// The policy of the bus with that statement, in the place of the one that had its id.
std::string policy_with(const json::object& bus, json::object statement, const std::string& id) {
  const auto before = parse_json(find_text(bus, "Policy").value_or("{}"));
  json::array statements;
  if (const json::array* all =
          before && before->is_object() ? find_array(before->get_object(), "Statement") : nullptr)
    for (const json::value& one : *all)
      if (one.is_object() && find_text(one.get_object(), "Sid") != id) statements.push_back(one);
  statement["Sid"] = id;
  statements.push_back(std::move(statement));
  return to_text(json::object{{"Version", "2012-10-17"}, {"Statement", std::move(statements)}});
}

Work put_bus_policy(Step& step) {
  json::object input{{"StatementId", step.text("StatementId")}};
  copy(step.properties, input, {"EventBusName", "Action", "Principal", "Condition"});
  if (const json::object* statement = step.object("Statement")) {
    json::object look;
    if (step.has("EventBusName")) look["Name"] = step.text("EventBusName");
    const json::object bus = co_await step.call("events", "DescribeEventBus", std::move(look));
    input["Policy"] = policy_with(bus, *statement, step.text("StatementId"));
    input.erase("StatementId");
  }
  co_await step.call("events", "PutPermission", std::move(input));
  if (step.physical.empty()) step.physical = step.name("", 128);
}

Work remove_bus_policy(Step& step) {
  json::object input{{"StatementId", step.text("StatementId")}};
  copy(step.properties, input, {"EventBusName"});
  co_await step.remove("events", "RemovePermission", std::move(input));
}

Work put_parameter(Step& step) {
  const std::string name = step.physical.empty() ? step.name("Name", 1000) : step.physical;
  json::object input{{"Name", name}};
  copy(step.properties, input,
       {"Type", "Value", "Description", "AllowedPattern", "Tier", "Policies", "DataType"});
  const bool anew = step.old_properties.empty() && !step.again;
  if (json::array tags = tag_list(step); anew && !tags.empty()) input["Tags"] = std::move(tags);
  if (!anew) input["Overwrite"] = true;
  co_await step.call("ssm", "PutParameter", std::move(input));
  step.physical = name;
  step.attributes.clear();
  copy(step.properties, step.attributes, {"Type", "Value"});
}

Work remove_parameter(Step& step) {
  json::object input{{"Name", step.physical}};
  co_await step.remove("ssm", "DeleteParameter", std::move(input));
}

Work apply_repository_policies(Step& step) {
  if (const json::object* policy = step.object("LifecyclePolicy");
      policy && step.changed("LifecyclePolicy")) {
    json::object input{{"repositoryName", step.physical}};
    if (const json::value* text = find(*policy, "LifecyclePolicyText"))
      input["lifecyclePolicyText"] = document_text(*text);
    co_await step.call("ecr", "PutLifecyclePolicy", std::move(input));
  }
  if (step.has("RepositoryPolicyText") && step.changed("RepositoryPolicyText")) {
    json::object input{{"repositoryName", step.physical}, {"policyText", step.text("RepositoryPolicyText")}};
    co_await step.call("ecr", "SetRepositoryPolicy", std::move(input));
  }
}

Work create_repository(Step& step) {
  const std::string name = lower(step.name("RepositoryName", 256));
  json::object input{{"repositoryName", name}};
  if (step.has("ImageTagMutability")) input["imageTagMutability"] = step.text("ImageTagMutability");
  if (const json::value* scanning = find(step.properties, "ImageScanningConfiguration"))
    input["imageScanningConfiguration"] = lower_names(*scanning);
  if (const json::value* encryption = find(step.properties, "EncryptionConfiguration"))
    input["encryptionConfiguration"] = lower_names(*encryption);
  if (json::array tags = tag_list(step); !tags.empty()) input["tags"] = std::move(tags);
  const json::object made =
      co_await step.make("ecr", "CreateRepository", std::move(input), "RepositoryAlreadyExistsException");
  step.physical = name;
  step.attributes = {{"Arn", make_arn(step.context, "ecr", "repository/" + name)}};
  if (const json::object* repository = find_object(made, "repository"))
    step.attributes["RepositoryUri"] = boost_view(find_text(*repository, "repositoryUri").value_or(""));
  co_await apply_repository_policies(step);
}

Work remove_repository(Step& step) {
  json::object input{{"repositoryName", step.physical}, {"force", step.text("EmptyOnDelete") == "true"}};
  co_await step.remove("ecr", "DeleteRepository", std::move(input));
}

constexpr std::string_view group_replacing[] = {"LogGroupName", "LogGroupClass", "KmsKeyId"};
constexpr std::string_view bus_policy_replacing[] = {"EventBusName", "StatementId"};
constexpr std::string_view rule_replacing[] = {"Name", "EventBusName"};
constexpr std::string_view parameter_replacing[] = {"Name", "Type"};
constexpr std::string_view repository_replacing[] = {"RepositoryName", "EncryptionConfiguration"};

constexpr ResourceType small_table[] = {
    {"AWS::Logs::LogGroup", "LogGroupName", group_replacing, create_log_group, update_log_group,
     remove_log_group},
    {"AWS::Events::EventBus", "Name", {}, create_bus, nullptr, remove_bus},
    {"AWS::Events::EventBusPolicy", "", bus_policy_replacing, put_bus_policy, put_bus_policy,
     remove_bus_policy},
    {"AWS::Events::Rule", "Name", rule_replacing, put_rule, put_rule, remove_rule},
    {"AWS::SSM::Parameter", "Name", parameter_replacing, put_parameter, put_parameter, remove_parameter},
    {"AWS::ECR::Repository", "RepositoryName", repository_replacing, create_repository,
     apply_repository_policies, remove_repository},
};

}  // namespace

std::span<const ResourceType> small_types() { return small_table; }

}  // namespace orrery::cloudformation
