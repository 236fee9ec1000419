#include "services/cloudformation/serverless/expansion.h"

#include "core/tags.h"
#include "services/cloudformation/resources/properties.h"
#include "services/cloudformation/template/errors.h"

namespace orrery::cloudformation {
namespace {

// "SQSPollerPolicy" allows what is done with queues. Nothing is denied here, so that the service is enough.
std::string actions_of(std::string_view policy_template) {
  constexpr std::pair<std::string_view, std::string_view> services[] = {
      {"SQS", "sqs"},
      {"S3", "s3"},
      {"DynamoDB", "dynamodb"},
      {"Lambda", "lambda"},
      {"StepFunctions", "states"},
      {"SNS", "sns"},
      {"Kinesis", "kinesis"},
      {"SSM", "ssm"},
      {"EventBridge", "events"},
      {"CloudWatch", "cloudwatch"},
      {"KMS", "kms"},
      {"AWSSecretsManager", "secretsmanager"},
      {"Firehose", "firehose"},
      {"SES", "ses"},
      {"Rekognition", "rekognition"},
      {"Textract", "textract"},
      {"Comprehend", "comprehend"},
      {"Polly", "polly"},
      {"Athena", "athena"},
      {"VPCAccess", "ec2"},
      {"EC2", "ec2"},
      {"EFS", "elasticfilesystem"},
      {"CloudFormation", "cloudformation"},
      {"Elasticsearch", "es"}};
  for (const auto& [prefix, service] : services)
    if (policy_template.starts_with(prefix)) return std::string(service) + ":*";
  throw not_supported("the SAM policy template " + std::string(policy_template));
}

json::object document(json::array statements) {
  return {{"Version", "2012-10-17"}, {"Statement", std::move(statements)}};
}

json::object from_template(const std::string& name) {
  json::object statement{{"Effect", "Allow"}, {"Action", actions_of(name)}, {"Resource", "*"}};
  return document(json::array{std::move(statement)});
}

// What Policies may hold: ARNs and names, documents, and templates with their parameters.
void add_policy(const json::value& policy, const std::string& role, json::array& managed,
                json::array& inlined) {
  const auto add = [&](json::object text) {
    inlined.push_back(json::object{{"PolicyName", role + "Policy" + std::to_string(inlined.size())},
                                   {"PolicyDocument", std::move(text)}});
  };
  if (const auto* name = policy.if_string()) {
    if (view(*name).starts_with("arn:"))
      managed.push_back(policy);
    else
      managed.push_back(json::string("arn:aws:iam::aws:policy/" +
                                     std::string(view(*name).ends_with("Role") ? "service-role/" : "") +
                                     std::string(view(*name))));
    return;
  }
  const auto* object = policy.if_object();
  if (!object) throw invalid("Policies must be names, documents or policy templates");
  if (object->contains("Statement")) return add(*object);
  const std::string key(object->empty() ? json::string_view() : object->begin()->key());
  if (key == "Ref" || key.starts_with("Fn::"))
    managed.push_back(policy);
  else
    add(from_template(key));
}

}  // namespace

json::object reference(const std::string& id) { return {{"Ref", id}}; }

json::object attribute_of(const std::string& id, const std::string& name) {
  return {{"Fn::GetAtt", json::array{json::string(id), json::string(name)}}};
}

json::object resource_like(const Short& from, std::string_view type, json::object properties) {
  json::object resource{{"Type", boost_view(type)}, {"Properties", std::move(properties)}};
  copy(from.resource, resource,
       {"Condition", "DependsOn", "DeletionPolicy", "UpdateReplacePolicy", "Metadata"});
  return resource;
}

json::object location(const json::value& given, const Short& from, const std::string& prefix,
                      const std::string& version) {
  json::object place;
  if (const auto* object = given.if_object(); object && object->contains("Bucket")) {
    place[prefix + "Bucket"] = object->at("Bucket");
    if (const json::value* key = find(*object, "Key")) place[prefix + "Key"] = *key;
    if (const json::value* number = find(*object, "Version")) place[version] = *number;
    return place;
  }
  const std::string text = given.is_string() ? std::string(view(given.get_string())) : "";
  const auto slash = text.starts_with("s3://") ? text.find('/', 5) : std::string::npos;
  if (slash == std::string::npos)
    throw invalid(
        "Transform AWS::Serverless-2016-10-31 failed with: Invalid Serverless Application Specification "
        "document. Number of errors found: 1. Resource with id [" +
        from.id + "] is invalid. '" + (prefix.empty() ? "DefinitionUri" : "CodeUri") +
        "' is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId query parameter.");
  place[prefix + "Bucket"] = text.substr(5, slash - 5);
  place[prefix + "Key"] = text.substr(slash + 1);
  return place;
}

json::object role_for(const Short& from, const std::string& service, json::array managed) {
  const std::string id = from.id + "Role";
  json::array inlined;
  if (const json::value* policies = find(from.properties, "Policies")) {
    if (const auto* list = policies->if_array())
      for (const json::value& one : *list) add_policy(one, id, managed, inlined);
    else
      add_policy(*policies, id, managed, inlined);
  }
  json::object statement{{"Effect", "Allow"},
                         {"Action", json::array{"sts:AssumeRole"}},
                         {"Principal", json::object{{"Service", json::array{json::string(service)}}}}};
  json::object properties{{"AssumeRolePolicyDocument", document(json::array{std::move(statement)})},
                          {"ManagedPolicyArns", std::move(managed)}};
  if (!inlined.empty()) properties["Policies"] = std::move(inlined);
  copy(from.properties, properties, {"AssumeRolePolicyDocument", "PermissionsBoundary"});
  if (const json::value* path = find(from.properties, "RolePath")) properties["Path"] = *path;
  json::object role{{"Type", "AWS::IAM::Role"}, {"Properties", std::move(properties)}};
  copy(from.resource, role, {"Condition"});
  return role;
}

json::array tags_from(const json::value& map) {
  if (const auto* list = map.if_array()) return *list;
  const auto* object = map.if_object();
  return object ? orrery::tag_list(*object) : json::array{};
}

json::object rule_for(const Short& from, const json::object& event, json::object target,
                      const std::string& target_id) {
  json::object properties;
  copy(event, properties, {"Name", "Description", "State", "EventBusName"});
  if (const json::value* name = find(event, "RuleName")) properties["Name"] = *name;
  if (const json::value* enabled = find(event, "Enabled"))
    properties["State"] = *enabled == false ? "DISABLED" : "ENABLED";
  if (const json::value* schedule = find(event, "Schedule")) properties["ScheduleExpression"] = *schedule;
  if (const json::value* pattern = find(event, "Pattern")) properties["EventPattern"] = *pattern;
  copy(event, target, {"Input", "InputPath", "InputTransformer", "RetryPolicy"});
  const json::object* own = find_object(event, "Target");
  target["Id"] = own && own->contains("Id") ? own->at("Id") : json::value(target_id);
  if (const json::object* queue = find_object(event, "DeadLetterConfig")) {
    if (!queue->contains("Arn")) throw not_supported("a SAM DeadLetterConfig without an Arn");
    target["DeadLetterConfig"] = json::object{{"Arn", queue->at("Arn")}};
  }
  properties["Targets"] = json::array{std::move(target)};
  json::object rule{{"Type", "AWS::Events::Rule"}, {"Properties", std::move(properties)}};
  copy(from.resource, rule, {"Condition"});
  return rule;
}

}  // namespace orrery::cloudformation
